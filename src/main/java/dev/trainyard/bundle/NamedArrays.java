package dev.trainyard.bundle;

import dev.trainyard.json.Json;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Named float arrays with text beside them, kept in the safetensors format: the length of a JSON header (8 bytes, little
 * endian), the header, and the arrays' bytes.
 *
 * @param metadata free text by name, written as {@code __metadata__}
 */
public record NamedArrays(List<NamedArray> arrays, Map<String, String> metadata) {

    private static final String METADATA = "__metadata__";
    private static final int LONGEST_HEADER = 100_000_000;

    public NamedArrays {
        arrays = List.copyOf(arrays);
        metadata = Map.copyOf(metadata);
    }

    public NamedArrays(List<NamedArray> arrays) {
        this(arrays, Map.of());
    }

    public NamedArray get(String name) {
        return arrays.stream()
                .filter(array -> array.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("there is no array " + name));
    }

    /** SHA-256 over names, shapes and bit patterns in order: equal digests mean equal arrays, bit for bit. */
    public String sha256() {
        MessageDigest digest = newSha256();
        for (NamedArray array : arrays) {
            digest.update((array.name() + array.shape()).getBytes(StandardCharsets.UTF_8));
            digest.update(bytes(array.values()));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Whether every number is one. */
    public boolean areFinite() {
        for (NamedArray array : arrays) {
            for (float value : array.values()) {
                if (!Float.isFinite(value)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Writes beside the target and renames, so that a file of that name is always whole. */
    public void write(Path target) throws IOException {
        Path aside = target.resolveSibling(target.getFileName() + ".part");
        try (OutputStream out = Files.newOutputStream(aside);
                DataOutputStream data = new DataOutputStream(out)) {
            byte[] header = header();
            data.writeLong(Long.reverseBytes(header.length));
            data.write(header);
            for (NamedArray array : arrays) {
                data.write(bytes(array.values()));
            }
        }
        Files.move(aside, target, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    private byte[] header() {
        Map<String, Object> header = new LinkedHashMap<>();
        if (!metadata.isEmpty()) {
            header.put(METADATA, metadata);
        }
        long offset = 0;
        for (NamedArray array : arrays) {
            long end = offset + 4L * array.values().length;
            header.put(
                    array.name(), Map.of("dtype", "F32", "shape", array.shape(), "data_offsets", List.of(offset, end)));
            offset = end;
        }
        byte[] written = Json.mapper().writeValueAsBytes(header);
        byte[] padded = new byte[(written.length + 7) / 8 * 8];
        java.util.Arrays.fill(padded, (byte) ' ');
        System.arraycopy(written, 0, padded, 0, written.length);
        return padded;
    }

    /** Reads a file written by {@link #write}, checking every length before it is trusted. */
    public static NamedArrays read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ObjectNode header = header(channel);
            return read(channel, header, channel.position());
        }
    }

    /** The metadata of such a file alone. */
    public static Map<String, String> metadata(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return metadata(header(channel).path(METADATA));
        }
    }

    /** Reads the header; the channel then stands behind it. */
    private static ObjectNode header(FileChannel channel) throws IOException {
        long length = fill(channel, 8).getLong();
        if (length < 2 || length > LONGEST_HEADER || length > channel.size() - 8) {
            throw new IOException("not a safetensors file: its header has %d bytes".formatted(length));
        }
        return (ObjectNode) Json.mapper().readTree(fill(channel, (int) length).array());
    }

    private static Map<String, String> metadata(JsonNode texts) {
        Map<String, String> metadata = new LinkedHashMap<>();
        texts.properties()
                .forEach(text -> metadata.put(text.getKey(), text.getValue().asString()));
        return metadata;
    }

    private static NamedArrays read(FileChannel channel, ObjectNode header, long start) throws IOException {
        Map<String, String> metadata = new LinkedHashMap<>();
        List<NamedArray> arrays = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : header.properties()) {
            if (entry.getKey().equals(METADATA)) {
                metadata.putAll(metadata(entry.getValue()));
            } else {
                arrays.add(read(channel, entry.getKey(), entry.getValue(), start));
            }
        }
        return new NamedArrays(arrays, metadata);
    }

    private static NamedArray read(FileChannel channel, String name, JsonNode entry, long start) throws IOException {
        long from = entry.path("data_offsets").path(0).asLong();
        long to = entry.path("data_offsets").path(1).asLong();
        long bytes = to - from;
        if (from < 0 || bytes < 0 || bytes % 4 != 0 || bytes > Integer.MAX_VALUE - 8 || start + to > channel.size()) {
            throw new IOException("array %s lies outside the file".formatted(name));
        }
        channel.position(start + from);
        float[] values = new float[(int) (bytes / 4)];
        fill(channel, (int) bytes).asFloatBuffer().get(values);
        List<Integer> shape = new ArrayList<>();
        entry.path("shape").forEach(dimension -> shape.add(dimension.asInt()));
        return new NamedArray(name, shape, values);
    }

    private static ByteBuffer fill(FileChannel channel, int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new IOException("the file ends early");
            }
        }
        return buffer.flip();
    }

    private static byte[] bytes(float[] values) {
        ByteBuffer buffer =
                ByteBuffer.allocate(Math.multiplyExact(4, values.length)).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asFloatBuffer().put(values);
        return buffer.array();
    }

    private static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
