package dev.trainyard.prediction.web;

import dev.trainyard.problem.Problem;
import dev.trainyard.problem.ProblemType;
import dev.trainyard.role.ApiRole;
import jakarta.servlet.http.HttpServletRequest;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/**
 * Reads the bodies of calls of the inference protocols, whose clients name the media type of a form, or none: whatever they
 * say, the protocol tells what it is. A packed body is unpacked, and counts unpacked.
 */
@Component
@ApiRole
class ProtocolBodies {

    private final int mostBytes;

    ProtocolBodies(@Value("${trainyard.max-json:16MB}") DataSize most) {
        this.mostBytes = Math.toIntExact(most.toBytes());
    }

    /** @throws Problem {@code too_large}, {@code malformed_request}, {@code unsupported_media_type} */
    byte[] read(HttpServletRequest request) throws IOException {
        if (request.getContentLengthLong() > mostBytes) {
            throw tooLarge();
        }
        try (InputStream unpacked = unpacked(request)) {
            byte[] body = unpacked.readNBytes(mostBytes + 1);
            if (body.length > mostBytes) {
                throw tooLarge();
            }
            return body;
        } catch (ZipException | EOFException e) {
            throw new Problem(ProblemType.MALFORMED_REQUEST, "the body is not packed as its Content-Encoding says");
        }
    }

    /**
     * A body that says it is JSON, and comes as it is.
     *
     * @throws Problem {@code too_large}
     */
    byte[] readJson(HttpServletRequest request) throws IOException {
        long length = request.getContentLengthLong();
        if (length > mostBytes) {
            throw tooLarge();
        }
        int most = length < 0 ? mostBytes + 1 : (int) length;
        byte[] body = request.getInputStream().readNBytes(most);
        if (body.length > mostBytes) {
            throw tooLarge();
        }
        return body;
    }

    private static InputStream unpacked(HttpServletRequest request) throws IOException {
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        InputStream body = request.getInputStream();
        return switch (encoding == null ? "identity" : encoding.strip().toLowerCase(Locale.ROOT)) {
            case "identity" -> body;
            case "gzip" -> new GZIPInputStream(body);
            case "deflate" -> new InflaterInputStream(body);
            default ->
                throw new Problem(
                        ProblemType.UNSUPPORTED_MEDIA_TYPE,
                        "a body packed by '%s' is not read here; there are gzip and deflate".formatted(encoding));
        };
    }

    private Problem tooLarge() {
        return new Problem(
                ProblemType.TOO_LARGE, "the body has more than the %d bytes it may have".formatted(mostBytes));
    }
}
