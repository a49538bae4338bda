package dev.trainyard.dataset.web;

import dev.trainyard.dataset.DatasetSpec;
import dev.trainyard.dataset.Datasets;
import dev.trainyard.problem.JsonBody;
import dev.trainyard.problem.Problem;
import dev.trainyard.problem.ProblemType;
import dev.trainyard.role.ApiRole;
import dev.trainyard.storage.Digest;
import dev.trainyard.storage.ObjectStore;
import dev.trainyard.storage.ObjectTooLarge;
import dev.trainyard.storage.Orphans;
import dev.trainyard.storage.StoredObject;
import jakarta.servlet.http.HttpServletRequest;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.InvalidPathException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.fileupload2.core.DiskFileItem;
import org.apache.commons.fileupload2.core.DiskFileItemFactory;
import org.apache.commons.fileupload2.core.FileItemInput;
import org.apache.commons.fileupload2.core.FileItemInputIterator;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.apache.commons.fileupload2.jakarta.servlet6.JakartaServletFileUpload;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/**
 * Streams request bodies into the object store: a multipart body with the parts {@code file} and {@code spec} in any
 * order, or the bytes themselves. Neither memory nor a second copy grows with the file, which is why no one may ask the
 * request for its parameters or parts.
 */
@Component
@ApiRole
class Uploads {

    private static final int LONGEST_SPEC = 1 << 20;
    private static final int FRAMING = 1 << 20;
    private static final int MOST_FILES = 2;

    private final ObjectStore store;
    private final Orphans orphans;
    private final DataSize most;

    Uploads(ObjectStore store, Orphans orphans, @Value("${trainyard.max-upload:10GB}") DataSize most) {
        this.store = store;
        this.orphans = orphans;
        this.most = most;
    }

    /** Receives the body of a request. */
    Upload receive(HttpServletRequest request) throws IOException {
        UploadQuery query = UploadQuery.of(request.getQueryString());
        refuseTooLong(request.getContentLengthLong());
        return JakartaServletFileUpload.isMultipartContent(request)
                ? receiveParts(request, query)
                : receiveBytes(request, query);
    }

    private void refuseTooLong(long announced) throws ObjectTooLarge {
        if (announced > most.toBytes() + FRAMING) {
            throw new ObjectTooLarge(most.toBytes());
        }
    }

    private Upload receiveBytes(HttpServletRequest request, UploadQuery query) throws IOException {
        DatasetSpec spec = query.onto(DatasetSpec.EMPTY);
        return new Upload(keep(request.getInputStream(), spec), null, spec);
    }

    private Upload receiveParts(HttpServletRequest request, UploadQuery query) throws IOException {
        Map<String, StoredObject> files = new LinkedHashMap<>();
        boolean kept = false;
        try {
            DatasetSpec spec = receiveParts(request, query, files);
            kept = files.size() == 1;
            return upload(files, spec);
        } finally {
            if (!kept) {
                letGo(files);
            }
        }
    }

    /** Stores the files, and gives what is said of them. */
    private DatasetSpec receiveParts(HttpServletRequest request, UploadQuery query, Map<String, StoredObject> files)
            throws IOException {
        DatasetSpec spec = query.onto(DatasetSpec.EMPTY);
        try {
            FileItemInputIterator parts =
                    new JakartaServletFileUpload<DiskFileItem, DiskFileItemFactory>().getItemIterator(request);
            while (parts.hasNext()) {
                FileItemInput part = parts.next();
                if ("spec".equals(part.getFieldName())) {
                    spec = query.onto(readSpec(part));
                } else if ("file".equals(part.getFieldName()) && files.size() < MOST_FILES) {
                    String fileName = fileName(part);
                    files.put(unlikeTo(files, fileName), keep(part.getInputStream(), spec));
                } else {
                    throw unexpected(part);
                }
            }
        } catch (FileUploadException e) {
            throw new Problem(ProblemType.MALFORMED_REQUEST, "the multipart body cannot be read: " + e.getMessage());
        }
        return spec;
    }

    private Upload upload(Map<String, StoredObject> files, DatasetSpec spec) throws IOException {
        if (files.isEmpty()) {
            throw new Problem(
                    ProblemType.MALFORMED_REQUEST,
                    "the multipart body has no part 'file'; the bytes are expected there");
        }
        Map.Entry<String, StoredObject> first = files.entrySet().iterator().next();
        return files.size() == 1
                ? new Upload(first.getValue(), first.getKey().isEmpty() ? null : first.getKey(), spec)
                : new Upload(packed(files), first.getKey() + ".zip", spec);
    }

    /** Frees what no data set will be made of. */
    private void letGo(Map<String, StoredObject> files) {
        orphans.left(files.values().stream().map(StoredObject::digest).toList());
        orphans.sweep();
    }

    /** Names of files within one upload differ. */
    private static String unlikeTo(Map<String, StoredObject> files, @Nullable String fileName) {
        String name = fileName == null ? "" : fileName;
        return files.containsKey(name) ? name + "-" + (files.size() + 1) : name;
    }

    /** Pictures and their labels, each a file of its own, are kept as one archive. */
    private StoredObject packed(Map<String, StoredObject> files) throws IOException {
        Map<String, Digest> digests = new LinkedHashMap<>();
        files.forEach((name, object) -> digests.put(name.isEmpty() ? "file" : name, object.digest()));
        try (PackedFiles archive = new PackedFiles(store, digests)) {
            return store.put(archive, most.toBytes());
        } catch (FileNotFoundException e) {
            throw new Problem(
                    ProblemType.UNAVAILABLE,
                    "equal files of another upload were deleted at this very moment, and these with them; send them again");
        }
    }

    /** What the caller called the file: a name to show, never a path, so that no file system's alphabet binds it. */
    private static @Nullable String fileName(FileItemInput part) {
        try {
            return part.getName();
        } catch (InvalidPathException e) {
            return e.getInput();
        }
    }

    private static Problem unexpected(FileItemInput part) {
        return new Problem(
                ProblemType.MALFORMED_REQUEST,
                "the multipart body has a part '%s'; one part 'file' (two for IDX files: pictures and labels) and perhaps one part 'spec' are expected"
                        .formatted(part.getFieldName()));
    }

    private static DatasetSpec readSpec(FileItemInput part) throws IOException {
        byte[] json = part.getInputStream().readNBytes(LONGEST_SPEC + 1);
        if (json.length > LONGEST_SPEC) {
            throw new Problem(
                    ProblemType.TOO_LARGE,
                    "the part 'spec' has more than the %d bytes it may have".formatted(LONGEST_SPEC));
        }
        DatasetSpec spec = JsonBody.read(json, DatasetSpec.class);
        Datasets.refuseMismatch(spec);
        return spec;
    }

    private StoredObject keep(InputStream bytes, DatasetSpec spec) throws IOException {
        Datasets.refuseMismatch(spec);
        return store.put(bytes, most.toBytes());
    }
}
