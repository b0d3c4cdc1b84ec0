package dev.waybill.routetests;

import dev.waybill.routetests.RunRouteTests.Failure;
import dev.waybill.routetests.RunRouteTests.Result;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** The results of tests in words, and as JUnit's XML for a build server. */
public final class RouteTestReport {

    private RouteTestReport() {}

    /** Returns the failed tests with each difference at its place, then the count. */
    public static String inWords(List<Result> results) {
        StringBuilder words = new StringBuilder();
        for (Result result : results) {
            if (!result.passed()) {
                words.append("FAILED %s%n".formatted(result.test().name()));
                for (Failure failure : result.failures()) {
                    words.append("  %s: %s%n"
                            .formatted(failure.at(), failure.difference().replace("\n", "\n    ")));
                }
            }
        }
        long failed = results.stream().filter(result -> !result.passed()).count();
        return words.append("%d tests, %d failed".formatted(results.size(), failed))
                .toString();
    }

    public static String asJUnit(List<Result> results) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("testsuite");
            xml.writeAttribute("name", "routes");
            xml.writeAttribute("tests", String.valueOf(results.size()));
            xml.writeAttribute(
                    "failures",
                    String.valueOf(
                            results.stream().filter(result -> !result.passed()).count()));
            for (Result result : results) {
                write(xml, result);
            }
            xml.writeEndElement();
            xml.writeEndDocument();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e); // a text can be written
        }
        return text.toString();
    }

    private static void write(XMLStreamWriter xml, Result result) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", result.test().at().file());
        xml.writeAttribute("name", result.test().name());
        if (!result.passed()) {
            xml.writeStartElement("failure");
            xml.writeAttribute(
                    "message",
                    result.failures()
                            .getFirst()
                            .difference()
                            .lines()
                            .findFirst()
                            .orElse(""));
            xml.writeCharacters(result.failures().stream()
                    .map(failure -> "%s: %s".formatted(failure.at(), failure.difference()))
                    .collect(Collectors.joining("\n")));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }
}
