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
    @ValueSource(
            strings = {
                "a,b\n1,2\n3,4\n",
                "a,b\r\n1,2\r\n3,4",
                "a,b\n,\nx_1,y z\n",
                "\"a\",\"b\"\r\n\"x, y\",\" z \"\r\n",
                "a,b\n\"\",\"\"\n1,\"2\"",
                "a,b\n\"\"\"\",\"say \"\"a_b\"\"\"\n"
            })
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
                "a,b\n1,\"2\" \n",
                "a,b\n1, \"2\"\n",
                "a,b\n1,\"2\"x\n",
                "a,b\n1,\"2\"_\n",
                "a,b\n1,\"2\"x\"\n",
                "a,b\n1,2\"\"\n",
                "a,b\n1,x\"2\"\n",
                "a,b\n1,\"2\n3\"\n",
                "a,b\n1,\"2\n",
                "a,b\n1,\"2",
                "a,b\n1,\"2\"x",
                "a,b\n1,\"2\0\"\n",
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

    @Test
    void leavesLinesOfNothingBetweenTabsToBeTidied() throws IOException {
        PlainScan scan = new PlainScan(new Dialect('\t', '"'), 2);
        assertThat(scan.isPlain(bytes("a\tb\n\"\"\t\"\"\n"))).isFalse();
    }

    @Test
    void takesCellsAcrossItsWindow() throws IOException {
        String text = "a,b\n" + "\"quoted\",\"a \"\"b\"\"\"\n".repeat(40_000);
        assertThat(scan().isPlain(bytes(text))).isTrue();
        assertThat(scan().isPlain(bytes(text + "1,\"2\"3\n"))).isFalse();
    }

    /** White space before a name sends the text the other way. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1,2.5,x\nNA,-3e2,null\n?,7,y\n",
                "0,a_1,x\n1,2_0,y\n1.0,3,z\n",
                "1,inf,2024-01-31\n2,5,2024-02-01\n3,6,2024-02-02\n",
                "1,ä,true\n2,ö,false\n3,ü,true\n",
                "\"x, y\",\"1\",\"NA\"\n\" z\",\"2.5\",\"\"\n\"say \"\"a\"\"\",3,\"q;r\"\n",
                "\"1_0\",\" 5\",\"x\"\n\"2\",\"6 \",\"?\"\n3,7,null\n"
            })
    void readsBothWaysAlike(String rows) {
        String plain = "p,q,r\n" + String.join("", Collections.nCopies(30, rows));
        Reading one = readings.read(plain);
        Reading other = readings.read(plain.replaceFirst("p", " p"));
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
