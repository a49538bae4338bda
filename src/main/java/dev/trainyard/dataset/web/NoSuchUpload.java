package dev.trainyard.dataset.web;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The answer for an unknown upload in parts. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@ApiResponse(
        responseCode = "404",
        description = "There is no such upload (any more)",
        content =
                @Content(
                        mediaType = "application/problem+json",
                        examples = @ExampleObject(PartedUploadExamples.NOT_FOUND)))
@interface NoSuchUpload {}
