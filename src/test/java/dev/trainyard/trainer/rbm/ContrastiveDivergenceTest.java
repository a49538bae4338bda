package dev.trainyard.trainer.rbm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.definition.Rbm;
import dev.trainyard.trainer.engine.MatrixProducts;
import dev.trainyard.trainer.engine.SeededRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway") // null stands for "the default" in the definition
class ContrastiveDivergenceTest {

    private static final MatrixProducts PRODUCTS = MatrixProducts.here();
    private static final int VISIBLE = 6;
    private static final int HIDDEN = 4;

    private final BoltzmannMachine machine = machine();
    private final float[] rows = rows(60);

    private static BoltzmannMachine machine() {
        BoltzmannMachine machine = new BoltzmannMachine("rbm_0", VISIBLE, HIDDEN, Rbm.Visible.BERNOULLI, PRODUCTS);
        SeededRandom random = new SeededRandom(3);
        for (int i = 0; i < machine.parameters().length; i++) {
            machine.parameters()[i] = (float) random.nextGaussian() * 0.7f;
        }
        return machine;
    }

    private static float[] rows(int count) {
        SeededRandom random = new SeededRandom(8);
        float[] rows = new float[count * VISIBLE];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = random.nextDouble() < (i % VISIBLE < 3 ? 0.8 : 0.3) ? 1 : 0;
        }
        return rows;
    }

    private static Rbm rbm(int steps, boolean persistent) {
        return new Rbm(null, new Rbm.HiddenUnits(java.util.List.of(HIDDEN)), null, steps, persistent, null, null);
    }

    @Test
    void exactGradientIsThatOfTheExactLikelihood() {
        double[] gradient = new Exact(machine).gradient(rows);

        for (int i = 0; i < gradient.length; i++) {
            float kept = machine.parameters()[i];
            machine.parameters()[i] = kept + 0.01f;
            double above = -new Exact(machine).logLikelihood(rows);
            machine.parameters()[i] = kept - 0.01f;
            double below = -new Exact(machine).logLikelihood(rows);
            machine.parameters()[i] = kept;
            assertThat((above - below) / 0.02).isCloseTo(gradient[i], org.assertj.core.data.Offset.offset(1e-3));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void manyStepsComeOnAverageToTheExactGradient(boolean persistent) {
        double[] mean = mean(rbm(persistent ? 1 : 25, persistent), 600);

        double[] exact = new Exact(machine).gradient(rows);
        assertThat(distance(mean, exact) / length(exact)).isLessThan(0.06);
    }

    @Test
    void oneStepPointsWhereTheExactGradientPoints() {
        double[] mean = mean(rbm(1, false), 300);

        double[] exact = new Exact(machine).gradient(rows);
        double cosine = 0;
        for (int i = 0; i < exact.length; i++) {
            cosine += mean[i] * exact[i] / length(mean) / length(exact);
        }
        assertThat(cosine).isGreaterThan(0.9);
    }

    private double[] mean(Rbm rbm, int updates) {
        ContrastiveDivergence divergence = new ContrastiveDivergence(machine, rbm, PRODUCTS);
        float[] gradient = new float[machine.parameters().length];
        double[] mean = new double[gradient.length];
        for (int update = 0; update < updates; update++) {
            divergence.gradient(rows, rows.length / VISIBLE, new SeededRandom(1, update), gradient);
            for (int i = 0; i < gradient.length; i++) {
                mean[i] += gradient[i] / updates;
            }
        }
        return mean;
    }

    private static double distance(double[] one, double[] other) {
        double[] difference = new double[one.length];
        for (int i = 0; i < one.length; i++) {
            difference[i] = one[i] - other[i];
        }
        return length(difference);
    }

    private static double length(double[] vector) {
        return Math.sqrt(java.util.Arrays.stream(vector).map(x -> x * x).sum());
    }

    @Test
    void logisticFunctionIsExactToSixDigits() {
        for (float x = -20; x < 20; x += 0.37f) {
            float[] value = {x};
            Logistic.apply(value, 1);
            double exact = 1 / (1 + Math.exp(-(double) x));
            assertThat((double) value[0]).isCloseTo(exact, org.assertj.core.data.Offset.offset(1e-6 * exact + 1e-12));
        }
    }

    @Test
    void softplusIsExactToSixDigits() {
        for (float x = -60; x < 60; x += 0.37f) {
            float[] value = {x};
            Logistic.softplus(value, 1);
            double exact = Math.max(0, x) + Math.log1p(Math.exp(-Math.abs((double) x)));
            assertThat((double) value[0]).isCloseTo(exact, org.assertj.core.data.Offset.offset(1e-6 * exact));
        }
    }

    @Test
    void energiesOfTurnedUnitsAreThoseOfTheTurnedRows() {
        int[] units = {3, 0, 5, 1};
        float[] some = java.util.Arrays.copyOf(rows, units.length * VISIBLE);
        float[] turned = some.clone();
        for (int row = 0; row < units.length; row++) {
            turned[row * VISIBLE + units[row]] = 1 - turned[row * VISIBLE + units[row]];
        }

        BoltzmannMachine.Energies energies = machine.energies(some, units);

        assertThat(energies.ofRows()).containsExactly(machine.freeEnergy(some, units.length));
        assertThat(energies.ofTurned())
                .containsExactly(
                        machine.freeEnergy(turned, units.length), org.assertj.core.data.Offset.offset(1e-5));
    }
}
