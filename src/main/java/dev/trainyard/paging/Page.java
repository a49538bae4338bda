package dev.trainyard.paging;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list, newest first.
 *
 * @param hasMore whether older things follow
 * @param nextAfter the id to ask for them with, null when there are none
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Page<T>(
        List<T> data, boolean hasMore, @Nullable String nextAfter) {

    public Page {
        data = List.copyOf(data);
    }

    /** Makes a page of what was found when {@link PageRequest#limitAndOne()} things were asked for. */
    public static <T> Page<T> of(List<T> found, PageRequest request, Function<T, String> id) {
        boolean hasMore = found.size() > request.limit();
        List<T> data = hasMore ? found.subList(0, request.limit()) : found;
        return new Page<>(data, hasMore, hasMore ? id.apply(data.get(data.size() - 1)) : null);
    }

    public <R> Page<R> map(Function<T, R> form) {
        return new Page<>(data.stream().map(form).toList(), hasMore, nextAfter);
    }
}
