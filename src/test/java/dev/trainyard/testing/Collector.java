package dev.trainyard.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;

/** Collects spans as OTLP sends them: protobuf over HTTP, read here field by field. */
public final class Collector implements AutoCloseable {

    private static final int SPANS_OF_RESOURCE = 1;
    private static final int SCOPES = 2;
    private static final int SPANS = 2;

    private final HttpServer server;
    private final List<Collected> spans = new CopyOnWriteArrayList<>();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();

    public Collector() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/traces", this::collect);
        server.start();
    }

    /** A span as it arrived; ids in hexadecimal, an empty parent for none. */
    public record Collected(
            String name,
            String trace,
            String id,
            String parent,
            int kind,
            long beginNanos,
            long endNanos,
            Map<String, String> attributes,
            boolean failed) {}

    public String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public List<Collected> spans() {
        return List.copyOf(spans);
    }

    public Collected named(String name) {
        return spans.stream()
                .filter(span -> span.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no span " + name + " among " + spans));
    }

    public List<String> authorizations() {
        return List.copyOf(authorizations);
    }

    private void collect(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean packed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
            byte[] body = packed
                    ? new GZIPInputStream(exchange.getRequestBody()).readAllBytes()
                    : exchange.getRequestBody().readAllBytes();
            authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            for (Field resource : Field.all(body, SPANS_OF_RESOURCE)) {
                for (Field scope : Field.all(resource.bytes(), SCOPES)) {
                    Field.all(scope.bytes(), SPANS).forEach(span -> spans.add(span(span.bytes())));
                }
            }
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private static Collected span(byte[] message) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (Field attribute : Field.all(message, 9)) {
            byte[] value = Field.one(attribute.bytes(), 2).bytes();
            attributes.put(
                    Field.one(attribute.bytes(), 1).text(), Field.one(value, 1).text());
        }
        return new Collected(
                Field.one(message, 5).text(),
                Field.one(message, 1).hex(),
                Field.one(message, 2).hex(),
                Field.one(message, 4).hex(),
                (int) Field.one(message, 6).number(),
                Field.one(message, 7).number(),
                Field.one(message, 8).number(),
                attributes,
                Field.one(Field.one(message, 15).bytes(), 3).number() == 2);
    }

    /** A field of a protobuf message: a number, or bytes. */
    private record Field(int tag, long number, byte[] bytes) {

        static final Field ABSENT = new Field(0, 0, new byte[0]);

        static List<Field> all(byte[] message, int tag) {
            ByteBuffer in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
            List<Field> fields = new ArrayList<>();
            while (in.hasRemaining()) {
                Field field = next(in);
                if (field.tag == tag) {
                    fields.add(field);
                }
            }
            return fields;
        }

        static Field one(byte[] message, int tag) {
            return all(message, tag).stream().findFirst().orElse(ABSENT);
        }

        private static Field next(ByteBuffer in) {
            int key = (int) varint(in);
            return switch (key & 7) {
                case 0 -> new Field(key >> 3, varint(in), new byte[0]);
                case 1 -> new Field(key >> 3, in.getLong(), new byte[0]);
                case 2 -> {
                    byte[] bytes = new byte[(int) varint(in)];
                    in.get(bytes);
                    yield new Field(key >> 3, 0, bytes);
                }
                case 5 -> new Field(key >> 3, in.getInt(), new byte[0]);
                default -> throw new IllegalStateException("wire type " + (key & 7));
            };
        }

        private static long varint(ByteBuffer in) {
            long value = 0;
            for (int shift = 0; ; shift += 7) {
                byte next = in.get();
                value |= (long) (next & 127) << shift;
                if (next >= 0) {
                    return value;
                }
            }
        }

        String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        String hex() {
            return HexFormat.of().formatHex(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
