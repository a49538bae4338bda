/** What a person with a browser sees: the OpenAPI document and, until there is a console, Swagger UI. */
@NullMarked
package dev.trainyard.console;

import org.jspecify.annotations.NullMarked;
