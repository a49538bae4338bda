package dev.trainyard.trainer.vae;

import com.google.auto.service.AutoService;
import dev.trainyard.definition.Vae;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.plan.Resources;
import dev.trainyard.trainer.data.Prepared;
import dev.trainyard.trainer.engine.EngineMaker;
import dev.trainyard.trainer.technique.Lesson;
import dev.trainyard.trainer.technique.Technique;

/** Teaches an encoder and a decoder. */
@AutoService(Technique.class)
public final class VaeTechnique implements Technique {

    @Override
    public boolean teaches(ResolvedJob job) {
        return job.definition() instanceof Vae;
    }

    @Override
    public Lesson begin(ResolvedJob job, Prepared data) {
        EngineMaker maker = EngineMaker.of(Resources.Engine.DL4J);
        return new VaeLesson(job, data, maker);
    }
}
