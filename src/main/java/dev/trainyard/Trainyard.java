package dev.trainyard;

import java.io.ObjectInputFilter;
import java.util.Locale;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the service. */
@SpringBootApplication
public class Trainyard {

    public static void main(String[] args) {
        refuseSerializedObjects();
        Locale.setDefault(Locale.ROOT); // what is said is English, numbers too
        SpringApplication.run(Trainyard.class, args);
    }

    /** Nothing here reads Java's own serialization, and nothing that a library does may begin to. */
    private static void refuseSerializedObjects() {
        if (ObjectInputFilter.Config.getSerialFilter() == null) {
            ObjectInputFilter.Config.setSerialFilter(ObjectInputFilter.Config.createFilter("!*"));
        }
    }
}
