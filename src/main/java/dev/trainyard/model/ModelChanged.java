package dev.trainyard.model;

/** Versions or aliases of a model change with the transaction in which this is told. */
record ModelChanged(String model) {}
