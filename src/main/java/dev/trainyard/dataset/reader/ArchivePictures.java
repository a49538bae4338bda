package dev.trainyard.dataset.reader;

import dev.trainyard.dataset.ImageSpec;
import dev.trainyard.dataset.PictureSize;
import dev.trainyard.dataset.archive.Archive;
import dev.trainyard.dataset.archive.BadArchive;
import dev.trainyard.dataset.archive.Entry;
import dev.trainyard.dataset.picture.PictureDecoder;
import dev.trainyard.dataset.picture.PictureHeader;
import dev.trainyard.dataset.picture.UnreadablePicture;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Pictures that lie in an archive as files: all are measured, then decoded by two threads, and written in order. */
final class ArchivePictures implements PixelSource {

    private static final int MOST_FILE_BYTES = 24 << 20;
    private static final int THREADS = 2;
    private static final int MEMORY_MEGABYTES = 100;
    private static final int WAITING_BYTES = 16 << 20;
    private static final int MOST_WAITING = 256;
    private static final long ALWAYS_ALLOWED = 256L << 20;
    private static final long MOST_UNPACKED_TO_ONE = 500;

    private final Archive archive;
    private final long archiveBytes;
    private final @Nullable ImageSpec wanted;
    private final Semaphore megabytes = new Semaphore(MEMORY_MEGABYTES);
    private final BitSet bad = new BitSet();

    ArchivePictures(Archive archive, long archiveBytes, @Nullable ImageSpec wanted) {
        this.archive = archive;
        this.archiveBytes = archiveBytes;
        this.wanted = wanted;
    }

    /** The pixels of one row, or why there are none. */
    private record Decoded(int row, byte @Nullable [] pixels, String code, String message) {}

    @Override
    public Written write(PictureTable table, int[] rows, Path target, PictureRejects rejects) throws IOException {
        PictureSizes sizes = measure(table, rows, rejects);
        PictureSize size = sizes.size();
        decode(table, rows, size, target, rejects);
        return new Written(size, bad, sizes.warnings(size));
    }

    private PictureSizes measure(PictureTable table, int[] rows, PictureRejects rejects) throws IOException {
        PictureSizes sizes = new PictureSizes(wanted);
        long unpacked = 0;
        for (int row : rows) {
            try (InputStream in = archive.open(entry(table, row))) {
                PictureHeader header = PictureHeader.read(in);
                sizes.add(header);
                unpacked += header.bytes();
            } catch (UnreadablePicture e) {
                reject(table, row, e.code(), String.valueOf(e.getMessage()), rejects);
            } catch (BadArchive e) {
                reject(table, row, e.code(), String.valueOf(e.getMessage()), rejects);
            }
        }
        if (unpacked > Math.max(ALWAYS_ALLOWED, archiveBytes * MOST_UNPACKED_TO_ONE)) {
            throw new Unreadable(
                    "unpacks_too_far",
                    "the pictures unpack to %,d bytes, over %d times the size of the archive"
                            .formatted(unpacked, MOST_UNPACKED_TO_ONE));
        }
        return sizes;
    }

    private Entry entry(PictureTable table, int row) {
        return archive.entries().get(table.entry(row) - 1);
    }

    private void reject(PictureTable table, int row, String code, String message, PictureRejects rejects) {
        bad.set(row);
        rejects.add(table.line(row), entry(table, row).name(), code, message);
    }

    private void decode(PictureTable table, int[] rows, PictureSize size, Path target, PictureRejects rejects)
            throws IOException {
        ThreadLocal<PictureDecoder> decoders =
                ThreadLocal.withInitial(() -> new PictureDecoder(size, ImageSpec.fittingOf(wanted)));
        int most = Math.max(THREADS, Math.min(MOST_WAITING, WAITING_BYTES / size.bytes()));
        Deque<Future<Decoded>> waiting = new ArrayDeque<>();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target), 1 << 18)) {
            for (int row : rows) {
                if (bad.get(row)) {
                    continue;
                }
                if (waiting.size() >= most) {
                    take(waiting.remove(), table, out, rejects);
                }
                waiting.add(threads.submit(() -> decoded(table, row, decoders.get())));
            }
            while (!waiting.isEmpty()) {
                take(waiting.remove(), table, out, rejects);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private Decoded decoded(PictureTable table, int row, PictureDecoder decoder)
            throws IOException, InterruptedException {
        try {
            byte[] file = archive.bytes(entry(table, row), MOST_FILE_BYTES);
            int cost = cost(PictureHeader.of(file));
            megabytes.acquire(cost);
            try {
                return new Decoded(row, decoder.decode(file), "", "");
            } finally {
                megabytes.release(cost);
            }
        } catch (UnreadablePicture e) {
            return new Decoded(row, null, e.code(), String.valueOf(e.getMessage()));
        } catch (BadArchive e) {
            return new Decoded(row, null, e.code(), String.valueOf(e.getMessage()));
        }
    }

    /** How many megabytes decoding takes; the largest pictures are decoded one at a time. */
    private static int cost(PictureHeader header) {
        return (int) Math.min(MEMORY_MEGABYTES, 1 + (4L * header.width() * header.height() >> 20));
    }

    private void take(Future<Decoded> future, PictureTable table, OutputStream out, PictureRejects rejects)
            throws IOException {
        Decoded decoded = done(future);
        byte[] pixels = decoded.pixels();
        if (pixels == null) {
            reject(table, decoded.row(), decoded.code(), decoded.message(), rejects);
        } else {
            out.write(pixels);
        }
    }

    private static Decoded done(Future<Decoded> future) throws IOException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IllegalStateException("decoding failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("decoding was interrupted", e);
        }
    }
}
