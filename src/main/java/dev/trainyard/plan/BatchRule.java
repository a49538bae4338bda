package dev.trainyard.plan;

/**
 * The batch that {@code "auto"} stands for. It follows from the sizes of model, data and memory alone and from no timing, so
 * that it is the same wherever the job is planned: a batch is doubled, from 32 rows on, while its arithmetic is still less
 * than the work around it, an epoch keeps a hundred updates, and it fits into memory.
 *
 * @param products multiplications of one row's way through the network
 * @param largestThatFits rows that memory holds
 */
record BatchRule(long products, int largestThatFits) {

    private static final int USUAL = BatchSize.USUAL.rows();
    private static final int LARGEST = 1024;
    private static final int UPDATES_OF_AN_EPOCH = 100;

    /** From here on a batch takes milliseconds, beside which the work around it is nothing. */
    private static final long WORTHWHILE_PRODUCTS = 1L << 25;

    /** No rate grows by more: early steps would go astray. */
    private static final double LARGEST_FACTOR = 8;

    /** With the batch settled and the learning rate scaled to it, which is said; other batches stay as they are. */
    Training settle(Training asked, int trainingRows, Remarks remarks) {
        if (!asked.batchSize().isAuto()) {
            return asked;
        }
        int rows = rows(trainingRows);
        Optimizer rule = scaled(asked.optimizer(), (double) rows / USUAL);
        remarks.warning("batch_chosen", message(asked.optimizer(), rule, rows, trainingRows));
        return asked.with(new BatchSize(rows), rule);
    }

    int rows(int trainingRows) {
        int rows = USUAL;
        while (2 * rows <= Math.min(LARGEST, largestThatFits)
                && 2L * rows * UPDATES_OF_AN_EPOCH <= trainingRows
                && rows * products < WORTHWHILE_PRODUCTS) {
            rows *= 2;
        }
        return largestThatFits > 0 ? Math.min(rows, largestThatFits) : rows;
    }

    /**
     * In proportion for plain descent (Goyal et al. 2017), by the square root for rules that divide by the size of the
     * gradient (Malladi et al. 2022); where the rate does not measure the gradient, not at all.
     */
    private static Optimizer scaled(Optimizer optimizer, double times) {
        boolean inProportion = optimizer instanceof Optimizer.Sgd
                || optimizer instanceof Optimizer.Momentum
                || optimizer instanceof Optimizer.Nesterov;
        boolean unscaled = optimizer.goesBySigns() || optimizer instanceof Optimizer.AdaDelta || times == 1;
        double factor = Math.min(LARGEST_FACTOR, inProportion ? times : Math.sqrt(times));
        return unscaled ? optimizer : optimizer.at(optimizer.learningRate() * factor);
    }

    private static String message(Optimizer asked, Optimizer scaled, int rows, int trainingRows) {
        String rate = scaled.equals(asked)
                ? "the learning rate stays %s".formatted(asked.learningRate())
                : "the learning rate of %s, which is that of %d rows, becomes %.3g"
                        .formatted(asked.learningRate(), USUAL, scaled.learningRate());
        return "batchSize is %d for %d training rows; %s".formatted(rows, trainingRows, rate);
    }
}
