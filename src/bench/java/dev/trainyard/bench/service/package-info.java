/** The service beside H2O-3, which one asks over HTTP as well, and beside a bare loop of PyTorch. */
@NullMarked
package dev.trainyard.bench.service;

import org.jspecify.annotations.NullMarked;
