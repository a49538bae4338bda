package dev.trainyard.problem.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.FilterChain;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class LargeBodiesTest {

    private static final int MEGABYTE = 1 << 20;

    private final LargeBodies bodies = new LargeBodies(16 * MEGABYTE, 20 * MEGABYTE, Duration.ZERO);

    @Test
    void areReadAsManyAtOnceAsFit() throws Exception {
        assertThat(whileReading(json(15 * MEGABYTE), json(5 * MEGABYTE))).isEqualTo(200);
        assertThat(whileReading(json(15 * MEGABYTE), json(5 * MEGABYTE + 1))).isEqualTo(503);
        assertThat(whileReading(json(15 * MEGABYTE), untold())).isEqualTo(503);
        assertThat(status(json(16 * MEGABYTE), new MockFilterChain()))
                .as("room is given back")
                .isEqualTo(200);
    }

    @Test
    void standInNobodysWayThatSendsLittleOrIsReadAsItComes() throws Exception {
        MockHttpServletRequest upload = json(15 * MEGABYTE);
        upload.setRequestURI("/api/v1/datasets");
        MockHttpServletRequest lines = json(15 * MEGABYTE);
        lines.setContentType("application/x-ndjson");
        for (MockHttpServletRequest passing : new MockHttpServletRequest[] {json(MEGABYTE), json(0), upload, lines}) {
            assertThat(whileReading(json(16 * MEGABYTE), passing)).isEqualTo(200);
        }
    }

    @Test
    void areOfUseEvenWhereTheHeapIsSmall() throws Exception {
        LargeBodies small = new LargeBodies(16 * MEGABYTE, 1, Duration.ZERO);
        MockHttpServletResponse response = new MockHttpServletResponse();
        small.doFilter(json(17 * MEGABYTE), response, new MockFilterChain());
        assertThat(response.getStatus()).isEqualTo(200);
    }

    /** What the second is answered that comes while the first is being read. */
    private int whileReading(MockHttpServletRequest first, MockHttpServletRequest second) throws Exception {
        int[] answered = {0};
        status(first, (request, response) -> {
            try {
                answered[0] = status(second, new MockFilterChain());
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        return answered[0];
    }

    private int status(MockHttpServletRequest request, FilterChain chain) throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();
        bodies.doFilter(request, response, chain);
        if (response.getStatus() == 503) {
            assertThat(response.getHeader("Retry-After")).isEqualTo("5");
            assertThat(response.getContentAsString()).contains("\"code\":\"unavailable\"");
        }
        return response.getStatus();
    }

    private static MockHttpServletRequest json(long length) {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/api/v1/plans") {
            @Override
            public long getContentLengthLong() {
                return length;
            }
        };
        request.setContentType("application/json");
        return request;
    }

    private static MockHttpServletRequest untold() {
        MockHttpServletRequest request = json(-1);
        request.addHeader("Transfer-Encoding", "chunked");
        return request;
    }
}
