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

    /** The text of each row is one, and the row has a label. */
    @JsonTypeName("texts")
    record Texts(TextForm text) implements Examples {}

    /** Each stretch of a long text is one, and towards each token the next one is learned. */
    @JsonTypeName("text-windows")
    record TextWindows(TextForm text, int stride) implements Examples {}

    /** The source text of each row is one, and the row's target text is to be written. */
    @JsonTypeName("text-pairs")
    record TextPairs(TextForm source, TextForm target) implements Examples {}
}
