package dev.trainyard;

import dev.trainyard.testing.TrainyardTest;
import org.junit.jupiter.api.Test;

@TrainyardTest
class TrainyardStartsTest {

    @Test
    void starts() {}
}
