/** Layers that DL4J lacks, gets wrong or computes slowly: OpenBLAS products and loops that the compiler vectorises. */
@NullMarked
package dev.trainyard.trainer.dl4j.fused;

import org.jspecify.annotations.NullMarked;
