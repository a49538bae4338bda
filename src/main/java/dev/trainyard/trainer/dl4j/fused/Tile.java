package dev.trainyard.trainer.dl4j.fused;

import dev.trainyard.trainer.dl4j.fused.Gemm.Turned;

/**
 * What of a product is multiplied at once, {@code [rows, inner] · [inner, columns]}: as measured on AVX-512 with the small
 * kernels of OpenBLAS 0.3.19, over the shapes that layers of 10 to 1,024 units have in batches of 32 to 1,024.
 */
record Tile(int rows, int inner, int columns) {

    static final Tile WHOLE = new Tile(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);

    private static final Tile PLAIN = new Tile(64, 64, 64);
    private static final Tile BY_TURNED_LEFT = new Tile(64, 256, 32);
    private static final Tile BY_TURNED_RIGHT = new Tile(16, 512, 64);

    /** More multiplications than that are no business of a small kernel. */
    private static final long SMALL = 1_000_000;

    /** Rows that lie further apart share their places in the cache. */
    private static final int WIDEST = 512;

    private static final int NARROW = 32;
    private static final int SHALLOW = 64;

    /** The tile for a product of that size; a whole product is OpenBLAS' own business. */
    static Tile of(Turned turned, int rows, int inner, int columns) {
        boolean small = (long) rows * inner * columns <= SMALL;
        return switch (turned) {
            case NONE -> small || columns < NARROW ? WHOLE : PLAIN;
            case LEFT -> small || columns > WIDEST ? WHOLE : BY_TURNED_LEFT;
            case RIGHT -> inner < SHALLOW ? WHOLE : BY_TURNED_RIGHT;
        };
    }
}
