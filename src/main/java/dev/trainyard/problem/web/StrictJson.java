package dev.trainyard.problem.web;

import dev.trainyard.json.Json;
import dev.trainyard.problem.JsonBody;
import dev.trainyard.problem.Problem;
import dev.trainyard.problem.ProblemType;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.util.unit.DataSize;

/** Reads JSON request bodies by {@link JsonBody}, whole but no larger than they may be. */
class StrictJson extends JacksonJsonHttpMessageConverter {

    private final DataSize most;

    StrictJson(DataSize most) {
        super(Json.mapper());
        this.most = most;
    }

    @Override
    public Object read(ResolvableType type, HttpInputMessage message, @Nullable Map<String, Object> hints)
            throws IOException {
        return read(type.getType(), message);
    }

    @Override
    protected Object readInternal(Class<?> type, HttpInputMessage message) throws IOException {
        return read(type, message);
    }

    private Object read(Type type, HttpInputMessage message) throws IOException {
        int limit = Math.toIntExact(most.toBytes());
        long length = message.getHeaders().getContentLength();
        byte[] body =
                length > limit ? new byte[0] : message.getBody().readNBytes(length < 0 ? limit + 1 : (int) length);
        if (body.length > limit || length > limit) {
            throw new Problem(
                    ProblemType.TOO_LARGE,
                    "the JSON body has more than the %d bytes it may have".formatted(most.toBytes()));
        }
        return JsonBody.read(body, Json.mapper().constructType(type));
    }
}
