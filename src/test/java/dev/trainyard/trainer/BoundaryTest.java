package dev.trainyard.trainer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
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
}
