package dev.trainyard;

import java.util.Locale;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the service. */
@SpringBootApplication
public class Trainyard {

    public static void main(String[] args) {
        Locale.setDefault(Locale.ROOT); // what is said is English, numbers too
        SpringApplication.run(Trainyard.class, args);
    }
}
