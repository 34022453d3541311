import java.io.File;
import java.io.FileInputStream;
import java.util.Map;
import java.util.TreeMap;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** veraPDF over files: java Verify FLAVOUR FILE… One line for each file, "ok|no<TAB>flavour<TAB>rules<TAB>path"; see verapdf.py. */
public class Verify {
  public static void main(String[] said) throws Exception {
    VeraGreenfieldFoundryProvider.initialise();
    for (int i = 1; i < said.length; i++) {
      Map<String, Long> failed = new TreeMap<>();
      try (PDFAParser parser = Foundries.defaultInstance().createParser(new FileInputStream(said[i]), PDFAFlavour.fromString(said[0]))) {
        ValidationResult result = Foundries.defaultInstance().createValidator(parser.getFlavour(), false).validate(parser);
        for (TestAssertion one : result.getTestAssertions())
          if (one.getStatus() == TestAssertion.Status.FAILED)
            failed.merge(one.getRuleId().getClause() + "-" + one.getRuleId().getTestNumber() + " "
                + one.getMessage().replaceAll("\\s+", " "), 1L, Long::sum);
        System.out.println((result.isCompliant() ? "ok" : "no") + "\t" + parser.getFlavour() + "\t" + failed + "\t" + new File(said[i]));
      } catch (Exception error) {
        System.out.println("no\t\t" + error.toString().replaceAll("\\s+", " ") + "\t" + new File(said[i]));
      }
    }
  }
}
