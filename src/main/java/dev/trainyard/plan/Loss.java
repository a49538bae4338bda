package dev.trainyard.plan;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What training makes small: a mean over rows; over the outputs of a row a mean too, unless said otherwise. */
public enum Loss {
    @JsonProperty("auto")
    AUTO,
    /** Mean squared error. */
    @JsonProperty("mse")
    MSE,
    /** Half the sum of squared errors of a row. */
    @JsonProperty("sse")
    SSE,
    /** Mean absolute error. */
    @JsonProperty("mae")
    MAE,
    /** Quadratic up to an error of 1, linear beyond (Huber 1964). */
    @JsonProperty("huber")
    HUBER,
    /** {@code -y log p - (1-y) log(1-p)}, for sigmoid outputs. */
    @JsonProperty("binaryCrossentropy")
    BINARY_CROSSENTROPY,
    /** {@code -Σ y log p}, for a softmax. */
    @JsonProperty("categoricalCrossentropy")
    CATEGORICAL_CROSSENTROPY,
    /** The same as {@link #CATEGORICAL_CROSSENTROPY}: labels are never written out as one-hot rows by the caller. */
    @JsonProperty("sparseCategoricalCrossentropy")
    SPARSE_CATEGORICAL_CROSSENTROPY,
    /** {@code max(0, 1 - t o)} with {@code t = ±1}. */
    @JsonProperty("hinge")
    HINGE,
    /** {@code o - y log o}. */
    @JsonProperty("poisson")
    POISSON,
    /** Kullback-Leibler divergence. */
    @JsonProperty("kld")
    KLD,
    /** {@code -cos(y, o)}. */
    @JsonProperty("cosine")
    COSINE
}
