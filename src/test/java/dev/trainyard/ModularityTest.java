package dev.trainyard;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/** The rooms keep their walls: no cycles, and nobody reaches into another room's sub-packages. */
class ModularityTest {

    @Test
    void roomsKeepTheirWalls() {
        ApplicationModules.of(Trainyard.class).verify();
    }
}
