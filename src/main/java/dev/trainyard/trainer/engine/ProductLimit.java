package dev.trainyard.trainer.engine;

import java.util.Arrays;

/** How many floating-point operations a second a product of matrices reaches in this process: what arithmetic could at best do. */
public final class ProductLimit {

    private static final int SIDE = 256;
    private static final int PRODUCTS = 12;

    private ProductLimit() {}

    /** The fastest of some products; takes a few milliseconds. */
    public static double measured() {
        MatrixProducts products = MatrixProducts.here();
        try (NativeFloats a = filled(products);
                NativeFloats b = filled(products);
                NativeFloats into = filled(products)) {
            NativeFloats.Matrix left = a.matrix(0, SIDE);
            NativeFloats.Matrix right = b.matrix(0, SIDE);
            NativeFloats.Matrix result = into.matrix(0, SIDE);
            long fastest = Long.MAX_VALUE;
            for (int i = 0; i < PRODUCTS; i++) {
                long began = System.nanoTime();
                products.product(left, right, SIDE, result);
                fastest = Math.min(fastest, System.nanoTime() - began);
            }
            return 2.0 * SIDE * SIDE * SIDE / (Math.max(1, fastest) * 1e-9);
        }
    }

    private static NativeFloats filled(MatrixProducts products) {
        float[] ones = new float[SIDE * SIDE];
        Arrays.fill(ones, 1f);
        NativeFloats room = products.room(ones.length);
        room.put(0, ones, 0, ones.length);
        return room;
    }
}
