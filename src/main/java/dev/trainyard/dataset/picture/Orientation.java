package dev.trainyard.dataset.picture;

/**
 * How a picture lies in its file, as EXIF numbers it: upright is 1; 2 to 8 are mirrored, turned, or both.
 *
 * @param number 1 to 8
 */
record Orientation(int number) {

    static final Orientation UPRIGHT = new Orientation(1);

    Orientation {
        if (number < 1 || number > 8) {
            throw new IllegalArgumentException("the orientation is %d; EXIF knows 1 to 8".formatted(number));
        }
    }

    boolean isUpright() {
        return number == 1;
    }

    /** Whether rows of the file are columns of the picture. */
    boolean isTurned() {
        return number >= 5;
    }

    private boolean beginsAtTheLastRow() {
        return number == 3 || number == 4 || number == 6 || number == 7;
    }

    private boolean beginsAtTheLastColumn() {
        return number == 2 || number == 3 || number == 7 || number == 8;
    }

    /**
     * Which pixel of the upright picture one of the file is, row-major.
     *
     * @param height of the file's picture
     * @param width of the file's picture
     */
    int place(int row, int column, int height, int width) {
        int down = beginsAtTheLastRow() ? height - 1 - row : row;
        int across = beginsAtTheLastColumn() ? width - 1 - column : column;
        return isTurned() ? across * height + down : down * width + across;
    }
}
