package dev.trainyard.plan;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What is to be learned. */
public enum Task {
    @JsonProperty("classification")
    CLASSIFICATION,
    @JsonProperty("regression")
    REGRESSION,
    @JsonProperty("sequence-classification")
    SEQUENCE_CLASSIFICATION,
    @JsonProperty("sequence-regression")
    SEQUENCE_REGRESSION,
    @JsonProperty("forecasting")
    FORECASTING,
    @JsonProperty("sequence-labelling")
    SEQUENCE_LABELLING,
    @JsonProperty("text-generation")
    TEXT_GENERATION,
    @JsonProperty("translation")
    TRANSLATION,
    @JsonProperty("captioning")
    CAPTIONING,
    @JsonProperty("generation")
    GENERATION,
    @JsonProperty("representation")
    REPRESENTATION,
    @JsonProperty("recommendation")
    RECOMMENDATION
}
