package dev.trainyard.plan;

import dev.trainyard.definition.Gan;
import dev.trainyard.definition.Graph;
import dev.trainyard.definition.ModelDefinition;
import dev.trainyard.definition.Names;
import dev.trainyard.definition.Rbm;
import dev.trainyard.definition.ShapeInference;
import dev.trainyard.definition.Vae;
import dev.trainyard.plan.ResolvedJob.DatasetSnapshot;
import dev.trainyard.plan.ResolvedJob.Start;
import dev.trainyard.problem.Problem;
import dev.trainyard.problem.Suggestion;
import dev.trainyard.problem.Violation;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One job being worked out; everything it names has been found.
 *
 * @param budget bytes that one training may take
 */
record Draft(Given given, long budget, Remarks remarks) {

    private static final String DEFINITION = "/definition";

    Plan plan() {
        Optional<Given> dealt = ColumnDeal.of(given, remarks);
        return dealt.isEmpty()
                ? Plan.refused(violations(), remarks.warnings())
                : new Draft(dealt.get(), budget, remarks).planDealt();
    }

    private Plan planDealt() {
        Optional<Material> material = Material.of(given, remarks);
        return material.isEmpty() ? Plan.refused(violations(), remarks.warnings()) : plan(material.get());
    }

    private Plan plan(Material material) {
        check(material);
        if (remarks.hasViolations() && hasInputs()) {
            return Plan.refused(violations(), remarks.warnings());
        }
        ModelDefinition settled = material.settled(given.definition());
        Inputs.refuseOthers(settled);
        Inputs.checkGiven(given.definition(), settled, remarks);
        ShapeInference network = ShapeInference.of(settled, material.input(), material.output());
        network.violations().forEach(violation -> remarks.violation(violation.under(DEFINITION)));
        return network.violations().isEmpty()
                ? plan(material, network)
                : Plan.refused(violations(), remarks.warnings()).with(network);
    }

    private Plan plan(Material material, ShapeInference network) {
        material.check(network, remarks);
        PaddedSteps.warn(material.examples(), network.definition(), network.layers(), remarks);
        Parts parts = material.parts();
        Footprint footprint = Footprint.of(network);
        int rows = Math.toIntExact(Math.max(1, Math.min(Integer.MAX_VALUE, parts.train())));
        Training training = settled(training(material, network), rows, footprint);
        int batch = training.batchSize().of(rows);
        Plan.Memory memory = footprint.memory(batch, training.optimizer(), budget);
        checkBatch(parts, memory);
        new RuleFit(training).check(rows, remarks);
        checkEngine(material, network);
        new CalibrationFit(given, material.output(), parts).check(network.layers(), remarks);
        Start start = start(network);
        Resources resources =
                spec().resources().resolved(footprint.threads(batch), usualEngine(material, network, batch, memory));
        List<Violation> violations = violations();
        return new Plan(
                violations.isEmpty(),
                network.layers(),
                network.parameters(),
                memory,
                footprint.estimate(rows, batch, spec().training().epochs()),
                null,
                violations,
                remarks.warnings(),
                violations.isEmpty() ? resolved(material, network, training, resources, start) : null);
    }

    private Training settled(Training asked, int rows, Footprint footprint) {
        int fits = footprint.memory(1, asked.optimizer(), budget).largestBatchThatFits();
        return new BatchRule(footprint.products(), fits).settle(asked, rows, remarks);
    }

    private @Nullable Start start(ShapeInference network) {
        StartingPoint from = given.start();
        return from == null ? null : new WarmStart(from, network).checked(given.definition() instanceof Rbm, remarks);
    }

    private boolean hasInputs() {
        return given.definition() instanceof Graph graph && !graph.inputs().isEmpty();
    }

    /** Training with its losses known. */
    private Training training(Material material, ShapeInference network) {
        List<String> usual = Measures.of(given, material.output()).usual();
        if (material.output().isSeveral()) {
            HeadLosses losses = new HeadLosses(spec().training(), material.output());
            return spec().training().resolved(losses.of(network, DEFINITION, given.preprocessing(), remarks), usual);
        }
        HeadLosses.refuseForOne(spec().training(), remarks);
        return spec().training().resolved(usualLoss(material, network), usual);
    }

    /** The loss that {@code "auto"} stands for; networks without a target and a loss have the error of what they rebuild. */
    private Loss usualLoss(Material material, ShapeInference network) {
        if (given.definition() instanceof Rbm && material.output().rebuilds()) {
            return Loss.MSE;
        }
        if (given.definition() instanceof Gan) {
            return Loss.BINARY_CROSSENTROPY;
        }
        LossFit fit = LossFit.of(network, material.output(), DEFINITION);
        fit.check(spec().training().loss(), "/training/loss", material.preprocessing(given.preprocessing()), remarks);
        return fit.usual();
    }

    /** @throws Problem {@code not_available} for RBMs, GANs and VAEs of texts and sequences */
    private void refuseUnbuilt(Material material) {
        boolean restricted = given.definition() instanceof Rbm
                || given.definition() instanceof Gan
                || given.definition() instanceof Vae;
        boolean built = material.examples() instanceof Examples.Rows
                || material.examples() instanceof Examples.Pictures
                || material.examples() instanceof Examples.Bags;
        if (restricted && !built) {
            throw Problem.notAvailable(
                    "/definition: an RBM, a GAN or a VAE learns from the rows of a table or from pictures, an RBM without a target from texts; from other texts and sequences is not built yet");
        }
    }

    private void check(Material material) {
        refuseUnbuilt(material);
        Heads.refuseOthers(given, material.output());
        material.check(remarks);
        new CellSettings(given, material).check(remarks);
        new UselessSettings(given, material).check(remarks);
        boolean validated = given.validation() != null || spec().split().validation() > 0;
        Measures.of(given, material.output()).check(spec().training(), validated, remarks);
        if (spec().resources().device() == Resources.Device.GPU) {
            remarks.warning(
                    "gpu_unverified",
                    "training on a GPU has not been tried on such a card yet; the job waits for a worker that has one");
        }
    }

    private void checkBatch(Parts parts, Plan.Memory memory) {
        int asked = spec().training().batchSize().rows();
        if (asked > parts.train()) {
            remarks.warning(
                    "batch_larger_than_data",
                    "batchSize is %d, and there are %d training rows: each epoch is one update of all of them"
                            .formatted(asked, parts.train()));
        }
        if (memory.totalBytes() > budget) {
            String message = "training takes %d MB, and may take %d MB; the largest batch that fits has %d rows"
                    .formatted(memory.totalBytes() >> 20, budget >> 20, memory.largestBatchThatFits());
            if (memory.largestBatchThatFits() > 0) {
                remarks.violation(
                        "/training/batchSize",
                        "out_of_memory",
                        message,
                        Suggestion.add("/training/batchSize", memory.largestBatchThatFits()));
            } else {
                remarks.violation(DEFINITION + "/layers", "out_of_memory", message);
            }
        }
    }

    private void checkEngine(Material material, ShapeInference network) {
        if (!isMachineAlone(material)) {
            FusedFit.check(spec().resources(), network.definition(), material.output(), network.layers(), remarks);
        }
    }

    private Resources.Engine usualEngine(Material material, ShapeInference network, int batch, Plan.Memory memory) {
        boolean goesOn = given.start() != null && given.definition() instanceof Gan;
        boolean usual = FusedFit.isUsual(
                spec().resources(), network.definition(), material.output(), network.layers(), batch, memory);
        return usual && !goesOn || isMachineAlone(material) ? Resources.Engine.FUSED : Resources.Engine.DL4J;
    }

    /** A machine without a target is trained by our own loops only. */
    private boolean isMachineAlone(Material material) {
        return given.definition() instanceof Rbm && material.output().rebuilds();
    }

    private ResolvedJob resolved(
            Material material, ShapeInference network, Training training, Resources resources, @Nullable Start start) {
        String name = name();
        return new ResolvedJob(
                name,
                spec().model() == null ? name : spec().model(),
                material.task(),
                DatasetSnapshot.of(given.dataset()),
                given.validation() == null ? null : DatasetSnapshot.of(given.validation()),
                given.test() == null ? null : DatasetSnapshot.of(given.test()),
                network.definition(),
                material.examples(),
                material.input(),
                material.output(),
                network.layers(),
                material.features(),
                material.target(),
                material.preprocessing(given.preprocessing()),
                material.drawn(spec().split()),
                given.start() == null ? training : training.from(given.start().pinned()),
                resources,
                spec().priority(),
                spec().maxAttempts(),
                spec().metadata(),
                start);
    }

    private String name() {
        if (spec().name() != null) {
            return spec().name();
        }
        return given.definition().name() != null
                ? given.definition().name()
                : Names.formed(given.dataset().name()).orElse("job");
    }

    private JobSpec spec() {
        return given.spec();
    }

    private List<Violation> violations() {
        return new Places(spec()).of(remarks.violations());
    }
}
