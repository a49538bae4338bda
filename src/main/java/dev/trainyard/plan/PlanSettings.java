package dev.trainyard.plan;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/** @param memory what one training may take, besides the process itself */
@ConfigurationProperties("trainyard.plan")
record PlanSettings(@DefaultValue("2GB") DataSize memory) {}
