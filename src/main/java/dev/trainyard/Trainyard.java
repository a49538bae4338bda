package dev.trainyard;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the service. */
@SpringBootApplication
public class Trainyard {

    public static void main(String[] args) {
        SpringApplication.run(Trainyard.class, args);
    }
}
