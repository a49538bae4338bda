package dev.trainyard.security.web;

import dev.trainyard.role.ApiRole;
import dev.trainyard.security.BrowserSessions;
import dev.trainyard.security.PublicUrl;
import dev.trainyard.security.SessionCookie;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Gives browsers a cookie to look with. */
@RestController
@ApiRole
@RequestMapping("/api/v1/session")
@Tag(name = "Keys")
class SessionController {

    private final BrowserSessions sessions;
    private final PublicUrl publicUrl;

    SessionController(BrowserSessions sessions, PublicUrl publicUrl) {
        this.sessions = sessions;
        this.publicUrl = publicUrl;
    }

    @PostMapping
    @Operation(
            operationId = "openSession",
            summary = "Let a browser look",
            description =
                    "For an `EventSource`, which sends no header: the answer sets a cookie that no script reads and no other site's"
                            + " page sends, for a quarter of an hour. With it `GET` is answered below `/api/v1`, and nothing is changed."
                            + " Where nobody is asked who they are, no cookie is set.")
    @ApiResponse(responseCode = "204", description = "The browser may look")
    @ApiResponse(responseCode = "401", description = "The key is not valid")
    ResponseEntity<Void> open(HttpServletRequest request) {
        ResponseEntity.HeadersBuilder<?> answer = ResponseEntity.noContent().header("Cache-Control", "no-store");
        sessions.open()
                .ifPresent(
                        secret -> answer.header(HttpHeaders.SET_COOKIE, SessionCookie.of(secret, request, publicUrl)));
        return answer.build();
    }

    @DeleteMapping
    @Operation(operationId = "closeSession", summary = "Let a browser look no more")
    @ApiResponse(responseCode = "204", description = "The cookie holds no longer, if there was one")
    @ApiResponse(responseCode = "403", description = "The page is another site's")
    ResponseEntity<Void> close(
            @CookieValue(name = SessionCookie.NAME, required = false) @Parameter(hidden = true) @Nullable String secret,
            HttpServletRequest request) {
        if (secret != null) {
            sessions.close(secret);
        }
        return ResponseEntity.noContent()
                .header(HttpHeaders.SET_COOKIE, SessionCookie.of("", request, publicUrl))
                .build();
    }
}
