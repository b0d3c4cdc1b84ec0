package dev.waybill.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;

import freemarker.core._CoreAPI;
import freemarker.template.Template;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.Charset;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.component.freemarker.FreemarkerEndpoint;
import org.apache.camel.spi.EndpointStrategy;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.ResourceHelper;

/** Camel's template in a file, which also ends when its thread is interrupted, and whose errors name the file. */
final class InterruptibleTemplate extends FreemarkerEndpoint {

    private static final String BUNDLE = "bundle:";
    private static final int LONGEST_TEXT = 32 << 20;

    private InterruptibleTemplate(String uri, FreemarkerEndpoint made) {
        super(uri, made.getComponent(), made.getResourceUri());
        setCamelContext(made.getCamelContext());
        setConfiguration(made.getConfiguration());
        setContentCache(made.isContentCache());
        setAllowContextMapAll(made.isAllowContextMapAll());
        setEncoding(made.getEncoding());
    }

    /** Replaces each {@code freemarker:} endpoint whose template is in a file. */
    static final class InPlace implements EndpointStrategy {

        @Override
        public Endpoint registerEndpoint(String uri, Endpoint endpoint) {
            return endpoint instanceof FreemarkerEndpoint made
                            && !made.isAllowTemplateFromHeader()
                            && (ResourceHelper.hasScheme(made.getResourceUri())
                                    || made.getResourceUri().startsWith(BUNDLE))
                    ? new InterruptibleTemplate(uri, made)
                    : endpoint;
        }
    }

    @Override
    protected void onExchange(Exchange exchange) throws Exception {
        StringWriter text = new EndingWriter();
        template().process(ExchangeHelper.createVariableMap(exchange, isAllowContextMapAll()), text);
        ExchangeHelper.setInOutBodyPatternAware(exchange, text.toString());
    }

    private Template template() throws Exception {
        Charset charset = getEncoding() == null ? UTF_8 : Charset.forName(getEncoding());
        try (Reader written = new InputStreamReader(getResourceAsInputStream(), charset)) {
            // Camel's name, since included files are found relative to it
            Template template = new Template("temp", getResourceUri(), written, getConfiguration());
            _CoreAPI.addThreadInterruptedChecks(template);
            return template;
        }
    }

    /** Limits the output: an endless list would fill the memory before the time limit. */
    private static final class EndingWriter extends StringWriter {

        @Override
        public void write(String text) {
            super.write(text);
            end();
        }

        @Override
        public void write(String text, int from, int number) {
            super.write(text, from, number);
            end();
        }

        @Override
        public void write(char[] text, int from, int number) {
            super.write(text, from, number);
            end();
        }

        @Override
        public void write(int character) {
            super.write(character);
            end();
        }

        private void end() {
            if (getBuffer().length() > LONGEST_TEXT) {
                throw new IndexOutOfBoundsException("the template makes more than " + LONGEST_TEXT + " characters");
            }
        }
    }
}
