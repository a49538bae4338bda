package dev.trainyard.dataset.web;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The answers for what a reading gives, while it goes on or when a parameter is out of range. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@ApiResponse(
        responseCode = "400",
        description = "A parameter is out of range",
        content = @Content(mediaType = "application/problem+json"))
@ApiResponse(
        responseCode = "409",
        description = "The data set is still being read",
        content = @Content(mediaType = "application/problem+json"))
@interface NotReadYet {}
