package dev.trainyard.trainer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Date;
import org.junit.jupiter.api.Test;

class BoundaryTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.trainyard");

    @Test
    void namesDl4jInOnePackageOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.trainyard.trainer.dl4j..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.deeplearning4j..", "org.nd4j..", "org.bytedeco..")
                .check(CLASSES);
    }

    @Test
    void knowsNeitherSpringNorADatabaseServer() {
        noClasses()
                .that()
                .resideInAPackage("dev.trainyard.trainer..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "org.postgresql..", "jakarta.persistence..")
                .check(CLASSES);
    }

    /** Clocks of machines differ by minutes; what several of them go by is the database's. */
    @Test
    void goesByTheDatabasesClockWhereSeveralMachinesMeet() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.trainyard.job..", "dev.trainyard.worker..", "dev.trainyard.dataset..")
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(OffsetDateTime.class, "now")
                .orShould()
                .callMethod(ZonedDateTime.class, "now")
                .orShould()
                .callMethod(LocalDateTime.class, "now")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callConstructor(Date.class)
                .check(CLASSES);
    }
}
