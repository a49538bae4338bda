package dev.trainyard.dataset.web;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The answers for a description that cannot be. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@ApiResponse(
        responseCode = "400",
        description = "The request cannot be read, or has a field that does not exist",
        content = @Content(mediaType = "application/problem+json"))
@ApiResponse(
        responseCode = "422",
        description = "The description does not fit",
        content = @Content(mediaType = "application/problem+json", examples = @ExampleObject(Examples.INVALID_SPEC)))
@ApiResponse(
        responseCode = "501",
        description = "The kind or format is not read yet",
        content = @Content(mediaType = "application/problem+json"))
@interface BadSpec {}
