import { readFileSync } from "node:fs";
import { type ESTree, parseSync } from "vite";

/** A text in the code. */
export interface Text {
  /** As the catalogues name it. */
  readonly key: string;
  readonly line: number;
}

export interface Module {
  /** What is marked as a text: by `t`, `rich` and `inSense`. */
  readonly texts: readonly Text[];
  /** What people would see and no other language has. */
  readonly unmarked: readonly Text[];
  /** The texts of constant tables that are called so: `const NEXT = { code: "Do this." }`. */
  readonly tables: ReadonlyMap<string, Readonly<Record<string, string>>>;
  /** What a `new ProblemError("…", "…")` of the relay says. */
  readonly problems: readonly string[];
  /** Marked, but read when the module is loaded, which may be before the language is. */
  readonly tooEarly: readonly Text[];
  /** The modules that it loads, with itself or later, as they are written there; without pages, which bring all texts. */
  readonly imports: readonly string[];
}

type Node = ESTree.Node;

/** Attributes and members whose text is shown or read out. */
const SHOWN =
  /^(aria-label|aria-description|aria-roledescription|alt|placeholder|title|label|description|message|lead|empty|confirm|copy|what|facts|note|text|next|hint|heading|caption)$/;
/** Others hold no text, whatever it looks like. */
const NEVER_SHOWN = /^(autoComplete|className|id|role|to|href|type)$/;
const WORD = /\p{L}{2}/u;
/** Two words in a row, or one that begins like a sentence: hardly anything else in code looks like it. */
const PROSE = /\p{L}{2,}[,;:.!?…]? [\p{L}{“]|[}”] \p{L}{2,}|^\p{Lu}\p{Ll}+[.…]?$/u;
/** Names are the same in every language. */
const NAMES =
  /\b(OpenLock|esplock|ESP32(-\w+)?|QR|URL|CSV|JSON( Lines)?|PEM|UTC|kB|dBm|https?|POST|DNS|TXT|SHA-256|Ed25519|CORS|Edge|Opera|Samsung Internet|Firefox|Chrome|Safari|Android|Windows|Linux|kty|crv|EC|P-256)\b/g;
const SENTENCE = /^\p{Lu}.* .*[.!?]$/u;
/** What a function that returns a `string` returns in letters alone: `return "waiting"`. */
const WORDS = /^[\p{L} ]+$/u;
const FUNCTIONS = new Set(["FunctionDeclaration", "FunctionExpression", "ArrowFunctionExpression"]);

/** Reads the texts of a module of the dashboard. */
export function readTexts(file: string): Module {
  const source = readFileSync(file, "utf8");
  const { program, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`);
  const texts: Text[] = [];
  const unmarked: Text[] = [];
  const tables = new Map<string, Record<string, string>>();
  const problems: string[] = [];
  const tooEarly: Text[] = [];
  const imports: string[] = [];
  const at = (node: Node, key: string): Text => ({
    key,
    line: source.slice(0, node.start).split("\n").length,
  });

  const walk = (node: Node, parents: readonly Node[]): void => {
    switch (node.type) {
      case "ImportDeclaration":
        if (node.importKind !== "type") imports.push(node.source.value);
        return;
      case "ExportNamedDeclaration":
        if (node.source && node.exportKind !== "type") imports.push(node.source.value);
        break;
      case "ImportExpression":
        if (node.source.type === "Literal" && !parents.some(isPage)) imports.push(String(node.source.value));
        return;
      case "TaggedTemplateExpression": {
        const key = markedKey(node);
        if (key === undefined) break;
        texts.push(at(node, key));
        if (!parents.some(({ type }) => FUNCTIONS.has(type))) tooEarly.push(at(node, key));
        for (const value of node.quasi.expressions) walk(value, [...parents, node]);
        return;
      }
      case "JSXText":
        if (hasWords(node.value)) unmarked.push(at(node, node.value.trim().replace(/\s+/g, " ")));
        return;
      case "Literal":
        if (typeof node.value === "string" && isShown(node.value, parents, node)) {
          unmarked.push(at(node, node.value));
        }
        return;
      case "TemplateLiteral": {
        const text = node.quasis.map(({ value }) => value.cooked).join("{}");
        if (isShown(text, parents, node)) unmarked.push(at(node, text));
        break;
      }
      case "VariableDeclarator":
        if (node.id.type === "Identifier" && node.init?.type === "ObjectExpression") {
          tables.set(node.id.name, constants(node.init));
        }
        break;
      case "NewExpression": {
        const detail = node.arguments[1];
        if (
          node.callee.type === "Identifier" &&
          node.callee.name === "ProblemError" &&
          detail?.type === "Literal"
        ) {
          problems.push(String(detail.value));
        }
        break;
      }
      default:
        if (node.type.startsWith("TS") && !("expression" in node)) return;
    }
    for (const child of children(node)) walk(child, [...parents, node]);
  };
  walk(program as Node, []);
  return { texts, unmarked, tables, problems, tooEarly, imports };
}

/** The name in the catalogues of what `t`, `rich` or `inSense("…")` marks; `undefined` for another tag. */
function markedKey({ tag, quasi }: ESTree.TaggedTemplateExpression): string | undefined {
  const text = quasi.quasis
    .map(({ value }, index) => (index === 0 ? value.cooked : `{${index - 1}}${value.cooked}`))
    .join("")
    .replace(/^\s*\n\s*|\s*\n\s*$/g, "")
    .replace(/\s*\n\s*/g, " ");
  if (tag.type === "Identifier") return tag.name === "t" || tag.name === "rich" ? text : undefined;
  if (tag.type !== "CallExpression" || tag.callee.type !== "Identifier" || tag.callee.name !== "inSense") {
    return undefined;
  }
  const sense = tag.arguments[0];
  return sense?.type === "Literal" ? `${sense.value}|${text}` : undefined;
}

/** The members of an object that are constant strings. */
function constants({ properties }: ESTree.ObjectExpression): Record<string, string> {
  return Object.fromEntries(
    properties.flatMap((property) => {
      if (property.type !== "Property") return [];
      const { key, value } = property;
      const name =
        key.type === "Identifier" ? key.name : key.type === "Literal" ? String(key.value) : undefined;
      const text = constant(value);
      return name === undefined || text === undefined ? [] : [[name, text]];
    }),
  );
}

function constant(node: Node): string | undefined {
  if (node.type === "Literal") return typeof node.value === "string" ? node.value : undefined;
  if (node.type !== "BinaryExpression" || node.operator !== "+") return undefined;
  const [left, right] = [constant(node.left), constant(node.right)];
  return left === undefined || right === undefined ? undefined : left + right;
}

/** `page(() => import("…"))` of the router, or `lazyPart(…)`: both bring the further texts. */
function isPage(node: Node): boolean {
  return (
    node.type === "CallExpression" &&
    node.callee.type === "Identifier" &&
    (node.callee.name === "page" || node.callee.name === "lazyPart")
  );
}

function hasWords(text: string): boolean {
  return WORD.test(text.replace(NAMES, ""));
}

/** Whether people would see a string that stands here. */
function isShown(text: string, parents: readonly Node[], node: Node): boolean {
  if (!hasWords(text)) return false;
  let child = node;
  for (const parent of parents.toReversed()) {
    switch (parent.type) {
      // Looked for, not shown.
      case "BinaryExpression":
        if (parent.operator !== "+") return false;
        break;
      case "SwitchCase":
        if (parent.test === child) return false;
        return PROSE.test(text);
      case "ConditionalExpression":
        if (parent.test === child) return false;
        break;
      case "LogicalExpression":
      case "TemplateLiteral":
      case "ParenthesizedExpression":
      case "TSAsExpression":
      case "TSSatisfiesExpression":
        break;
      case "JSXExpressionContainer":
        if (parents.at(parents.indexOf(parent) - 1)?.type !== "JSXAttribute") return true;
        break;
      case "JSXAttribute":
        if (parent.name.type !== "JSXIdentifier" || NEVER_SHOWN.test(parent.name.name)) return false;
        if (SHOWN.test(parent.name.name)) return true;
        return PROSE.test(text);
      case "Property":
        if (parent.key === child) return false;
        if (parent.key.type === "Identifier" && SHOWN.test(parent.key.name))
          return PROSE.test(text) || /^\p{Lu}/u.test(text);
        return PROSE.test(text);
      case "NewExpression":
        // Whole sentences are for people, all else for whoever reads the console.
        if (parent.callee.type === "Identifier" && /^(Type|Range)?Error$/.test(parent.callee.name)) {
          return SENTENCE.test(text);
        }
        return PROSE.test(text);
      case "ReturnStatement": {
        const returning = parents.findLast(({ type }) => FUNCTIONS.has(type));
        const type =
          returning && "returnType" in returning ? returning.returnType?.typeAnnotation.type : undefined;
        return PROSE.test(text) || (type === "TSStringKeyword" && WORDS.test(text));
      }
      default:
        return PROSE.test(text);
    }
    child = parent;
  }
  return false;
}

function children(node: Node): Node[] {
  return Object.values(node)
    .flatMap((value: unknown) => (Array.isArray(value) ? value : [value]))
    .filter(isNode);
}

function isNode(value: unknown): value is Node {
  return (
    typeof value === "object" && value !== null && typeof (value as { type?: unknown }).type === "string"
  );
}
