package dev.trainyard.plan;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.trainyard.json.ByTypeName;
import tools.jackson.databind.annotation.JsonTypeIdResolver;

/** What one example is, and how it is made of the rows of a data set. */
@JsonTypeInfo(use = JsonTypeInfo.Id.CUSTOM, property = "type")
@JsonTypeIdResolver(ByTypeName.class)
public sealed interface Examples {

    /** Each row of the table is one. */
    @JsonTypeName("rows")
    record Rows() implements Examples {}
}
