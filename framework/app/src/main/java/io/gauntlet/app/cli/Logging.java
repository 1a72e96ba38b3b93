package io.gauntlet.app.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

/** Where the log goes: to a file in the data folder, and Gauntlet's own warnings to the person as well. */
final class Logging {
    private static final String FILE = "logs/gauntlet.log";
    private static final int KEPT = 5;
    private static final String SIZE = "10MB";

    private Logging() {}

    /** Begins to log. Several processes may share the folder; each appends. */
    static synchronized void begin(Path dataFolder, Surroundings surroundings, boolean debug) {
        ILoggerFactory factory = LoggerFactory.getILoggerFactory();
        if (!(factory instanceof LoggerContext context)) {
            return;
        }
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.detachAndStopAllAppenders();
        root.setLevel(Level.INFO);
        Logger own = context.getLogger("io.gauntlet");
        own.detachAndStopAllAppenders();
        own.setLevel(debug ? Level.DEBUG : Level.INFO);
        root.addAppender(file(context, dataFolder.resolve(FILE)));
        own.addAppender(console(context, surroundings));
    }

    private static RollingFileAppender<ILoggingEvent> file(LoggerContext context, Path path) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setPattern("%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level [%thread] %logger{36}: %msg%n%ex");
        encoder.start();
        RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
        appender.setContext(context);
        appender.setFile(path.toString());
        appender.setEncoder(encoder);
        FixedWindowRollingPolicy rolling = new FixedWindowRollingPolicy();
        rolling.setContext(context);
        rolling.setParent(appender);
        rolling.setFileNamePattern(path + ".%i");
        rolling.setMinIndex(1);
        rolling.setMaxIndex(KEPT);
        rolling.start();
        SizeBasedTriggeringPolicy<ILoggingEvent> size = new SizeBasedTriggeringPolicy<>();
        size.setContext(context);
        size.setMaxFileSize(FileSize.valueOf(SIZE));
        size.start();
        appender.setRollingPolicy(rolling);
        appender.setTriggeringPolicy(size);
        appender.start();
        return appender;
    }

    private static AppenderBase<ILoggingEvent> console(LoggerContext context, Surroundings surroundings) {
        AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                // On a terminal the cursor may stand behind a progress bar.
                surroundings.err().println((surroundings.terminal() ? "\r\u001b[K" : "") + event.getFormattedMessage());
            }
        };
        ThresholdFilter warnings = new ThresholdFilter();
        warnings.setLevel(Level.WARN.toString());
        warnings.start();
        appender.setContext(context);
        appender.addFilter(warnings);
        appender.start();
        return appender;
    }
}
