// Validates the named files against veraPDF's own rules of PDF/A-2b; prints a line of JSON for each.
// The rules are read as plain XML: the wheel brings veraPDF without the binding that usually reads them.
var P = Packages.org.verapdf, profiles = P.pdfa.validation.profiles.Profiles, PDFA = P.pdfa.flavours.PDFAFlavour;
java.util.logging.LogManager.getLogManager().reset();

function parts(node, name) {
  var all = node.getChildNodes(), found = [];
  for (var i = 0; i < all.getLength(); i++) if (all.item(i).getNodeName() == name) found.push(all.item(i));
  return found;
}

function text(node, name) { return parts(node, name)[0].getTextContent(); }

function rule(node) {
  var id = parts(node, "id")[0], message = text(parts(node, "error")[0], "message"), none = new java.util.ArrayList();
  var where = PDFA.Specification.valueOf(id.getAttribute("specification"));
  var known = profiles.ruleIdFromValues(where, id.getAttribute("clause"), Number(id.getAttribute("testNumber")));
  var deferred = java.lang.Boolean.valueOf(node.getAttribute("deferred")), error = profiles.errorFromValues(message, none);
  return profiles.ruleFromValues(known, node.getAttribute("object"), deferred, node.getAttribute("tags"),
    text(node, "description"), text(node, "test"), error, none);
}

function profile() {
  var file = PDFA.PDFA_2_B.getClass().getClassLoader().getResourceAsStream("org/verapdf/pdfa/validation/PDFA-2B.xml");
  var root = javax.xml.parsers.DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file).getDocumentElement();
  var rules = new java.util.HashSet(), variables = new java.util.HashSet();
  parts(parts(root, "rules")[0], "rule").forEach(function (one) { rules.add(rule(one)); });
  parts(parts(root, "variables")[0], "variable").forEach(function (one) {
    variables.add(profiles.variableFromValues(
      one.getAttribute("name"), one.getAttribute("object"), text(one, "defaultValue"), text(one, "value")));
  });
  var details = profiles.profileDetailsFromValues("PDF/A-2b", "", "", new java.util.Date());
  return profiles.profileFromValues(PDFA.PDFA_2_B, details, "", rules, variables);
}

function faults(result) {
  var found = [];
  for (var each = result.getTestAssertions().iterator(); each.hasNext();) {
    var one = each.next(), id = one.getRuleId();
    found.push(id.getClause() + "-" + id.getTestNumber() + " " + one.getMessage());
  }
  return found;
}

P.gf.foundry.VeraGreenfieldFoundryProvider.initialise();
var foundry = P.pdfa.Foundries.defaultInstance(), rules = profile();
for (var i = 0; i < arguments.length; i++) {
  var parser = foundry.createParser(new java.io.File(arguments[i]), PDFA.PDFA_2_B);
  var result = foundry.createValidator(rules, false).validate(parser);
  print(JSON.stringify({
    file: String(arguments[i]), rules: Number(rules.getRules().size()), checks: Number(result.getTotalAssertions()),
    conforms: Boolean(result.isCompliant()), faults: faults(result)
  }));
  parser.close();
}
