package dev.trainyard.dataset.reader;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.dataset.Column;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is tidy already is read as it lies there, and to the same end as what is not. */
class PlainTableTest {

    @TempDir
    Path folder;

    private Readings readings;

    @BeforeEach
    void prepare() {
        readings = new Readings(folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,b\n1,2\n3,4\n", "a,b\r\n1,2\r\n3,4", "a,b\n,\nx_1,y z\n"})
    void takesTidyTextAsItLies(String text) throws IOException {
        assertThat(scan().isPlain(bytes(text))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a,b\n1, 2\n",
                "a,b\n1 ,2\n",
                "a,b\n1,2 \n",
                "a,b\n1,2 ",
                "a,b\n1,\"2\"\n",
                "a,b\n\n1,2\n",
                "a,b\n1\n",
                "a,b\n1,2,3\n",
                "a,b\r1,2\r",
                "a,b\r\n1,2\n",
                "a,b\n1,\0\n"
            })
    void leavesToBeTidiedWhatIsNot(String text) throws IOException {
        assertThat(scan().isPlain(bytes(text))).isFalse();
    }

    /** A quote anywhere sends the text the other way. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1,2.5,x\nNA,-3e2,null\n?,7,y\n",
                "0,a_1,x\n1,2_0,y\n1.0,3,z\n",
                "1,inf,2024-01-31\n2,5,2024-02-01\n3,6,2024-02-02\n",
                "1,ä,true\n2,ö,false\n3,ü,true\n"
            })
    void readsBothWaysAlike(String rows) {
        String plain = "p,q,r\n" + String.join("", Collections.nCopies(30, rows));
        Reading one = readings.read(plain);
        Reading other = readings.read(plain.replaceFirst("p", "\"p\""));
        assertThat(one.columns()).isEqualTo(other.columns());
        assertThat(one.head()).isEqualTo(other.head());
        assertThat(one.rejected()).isEqualTo(other.rejected());
        assertThat(one.profile()).isEqualTo(other.profile());
        assertThat(one.warnings()).isEqualTo(other.warnings());
    }

    @Test
    void tellsTheLineOfABadCellFarBelowWhatWasLookedAt() {
        Reading reading = readings.read("a,b\n" + "1,2\n".repeat(5_000) + "1,oops\n" + "3,4\n".repeat(100));
        assertThat(reading.rows()).isEqualTo(5_100);
        assertThat(reading.rejected().data()).extracting(Reject::line).containsExactly(5_002L);
        assertThat(reading.columns()).extracting(Column::missing).containsExactly(0L, 0L);
    }

    private static PlainScan scan() {
        return new PlainScan(new Dialect(',', '"'), 2);
    }

    private static ByteArrayInputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }
}
