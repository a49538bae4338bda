package dev.trainyard.trainer.gan;

import com.google.auto.service.AutoService;
import dev.trainyard.definition.Gan;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.trainer.data.Prepared;
import dev.trainyard.trainer.engine.EngineMaker;
import dev.trainyard.trainer.technique.Lesson;
import dev.trainyard.trainer.technique.Technique;

/** Teaches a generator and a discriminator. */
@AutoService(Technique.class)
public final class GanTechnique implements Technique {

    @Override
    public boolean teaches(ResolvedJob job) {
        return job.definition() instanceof Gan;
    }

    @Override
    public Lesson begin(ResolvedJob job, Prepared data) {
        EngineMaker maker = EngineMaker.of(job.resources().engine());
        return ((Gan) job.definition()).restores()
                ? new RestoringLesson(job, data, maker)
                : new GanLesson(job, data, maker);
    }
}
