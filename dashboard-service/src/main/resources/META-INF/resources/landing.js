'use strict';

const EVERY_MS = 15000;
const TEXTS = {
  en: {
    language: 'Language', loading: 'Loading…', type: 'Type', total: 'Total', participations: 'Participations',
    summary: (o) => `As of ${o.asOf}: ${o.pledges} registered pledges, ${o.participations} participations.`,
    away: 'The totals cannot be read right now; the next attempt follows by itself.',
  },
  es: {
    skip: 'Ir al contenido', language: 'Idioma',
    title: 'Compromisos por una migración segura, ordenada y regular',
    what: 'Estados, entidades de las Naciones Unidas y otras partes interesadas prometen pasos concretos hacia el Pacto Mundial para la Migración. Este sistema registra los compromisos y las buenas prácticas que surgieron de ellos, los somete a revisión y muestra en público qué se prometió y qué se cumplió.',
    totals: 'Totales en vivo por tipo y cumplimiento', loading: 'Cargando…',
    caption: 'Compromisos registrados. Un compromiso conjunto cuenta una vez.',
    demo: 'Los datos marcados como demostración no son compromisos reales.',
    consoles: 'Consolas de los servicios', partners: 'Para interfaces y socios',
    asyncapi: 'Eventos en Kafka: documento AsyncAPI', openapi: 'Documento OpenAPI de este servicio',
    reference: 'Datos de referencia: códigos y nombres en tres idiomas', pledges: 'Compromisos',
    practices: 'Buenas prácticas publicadas', health: 'Estado de este servicio',
    documents: 'Documentos', guide: 'Cómo poner en marcha y usar el sistema',
    contracts: 'Cómo leer sus eventos y cómo evolucionan', problems: 'Los problemas que nombran las respuestas',
    operations: 'Cómo se opera', contributing: 'Cómo se modifica', inEnglish: 'Estos documentos están en inglés.',
    type: 'Tipo', total: 'Total', participations: 'Participaciones',
    summary: (o) => `Al ${o.asOf}: ${o.pledges} compromisos registrados, ${o.participations} participaciones.`,
    away: 'Los totales no se pueden leer en este momento; se intentará de nuevo automáticamente.',
  },
  fr: {
    skip: 'Aller au contenu', language: 'Langue',
    title: 'Engagements pour des migrations sûres, ordonnées et régulières',
    what: 'Des États, des entités des Nations Unies et d’autres parties prenantes promettent des mesures concrètes en faveur du Pacte mondial sur les migrations. Ce système enregistre les engagements et les pratiques qui en sont nées, les fait examiner et montre à tous ce qui a été promis et ce qui a été tenu.',
    totals: 'Totaux en direct par type et degré de réalisation', loading: 'Chargement…',
    caption: 'Engagements enregistrés. Un engagement conjoint compte une fois.',
    demo: 'Les données marquées comme démonstration ne sont pas de vrais engagements.',
    consoles: 'Consoles des services', partners: 'Pour les interfaces et les partenaires',
    asyncapi: 'Événements sur Kafka : document AsyncAPI', openapi: 'Document OpenAPI de ce service',
    reference: 'Données de référence : codes et libellés en trois langues', pledges: 'Engagements',
    practices: 'Pratiques publiées', health: 'État de ce service',
    documents: 'Documents', guide: 'Comment démarrer et utiliser le système',
    contracts: 'Comment lire ses événements et comment ils évoluent', problems: 'Les problèmes que nomment les réponses',
    operations: 'Comment l’exploiter', contributing: 'Comment le modifier', inEnglish: 'Ces documents sont en anglais.',
    type: 'Type', total: 'Total', participations: 'Participations',
    summary: (o) => `Au ${o.asOf} : ${o.pledges} engagements enregistrés, ${o.participations} participations.`,
    away: 'Les totaux ne peuvent pas être lus pour le moment ; un nouvel essai suivra.',
  },
};

// The page as written is English: its texts are kept before the first change.
document.querySelectorAll('[data-text]').forEach((e) => { TEXTS.en[e.dataset.text] ??= e.textContent; });

let language = firstLanguage();
let lists = null;
let overview = null;
let consoles = null;

function firstLanguage() {
  const wanted = [new URLSearchParams(location.search).get('lang'), ...navigator.languages.map((l) => l.slice(0, 2))];
  return wanted.find((l) => Object.hasOwn(TEXTS, l ?? '')) ?? 'en';
}

function element(name, text, attributes = {}) {
  const e = document.createElement(name);
  e.textContent = text;
  Object.entries(attributes).forEach(([key, value]) => e.setAttribute(key, value));
  return e;
}

function row(heading, cells, cellName = 'td') {
  const r = document.createElement('tr');
  r.append(element('th', heading, { scope: cellName === 'th' ? 'col' : 'row' }));
  cells.forEach((c) => r.append(element(cellName, c, cellName === 'th' ? { scope: 'col' } : {})));
  return r;
}

function showTexts() {
  const texts = TEXTS[language];
  document.documentElement.lang = language;
  document.querySelectorAll('[data-text]').forEach((e) => { e.textContent = texts[e.dataset.text]; });
  document.querySelectorAll('[data-label]').forEach((e) => { e.setAttribute('aria-label', texts[e.dataset.label]); });
  document.querySelectorAll('[data-language]').forEach((b) => {
    b.setAttribute('aria-pressed', String(b.dataset.language === language));
  });
  document.title = `Compromiso: ${texts.title}`;
}

function showTotals() {
  if (!lists || !overview) {
    return;
  }
  const texts = TEXTS[language];
  const label = (item) => item.label[language];
  const [types, states] = lists;
  const count = (t, s) => overview.groups
    .filter((g) => (!t || g.type === t) && (!s || g.compliance === s))
    .reduce((sum, g) => sum + g.pledges, 0);
  const taking = (t) => overview.groups.filter((g) => g.type === t).reduce((sum, g) => sum + g.participations, 0);
  const table = document.getElementById('totals');
  table.tHead.replaceChildren(row(texts.type, [...states.map(label), texts.total, texts.participations], 'th'));
  table.tBodies[0].replaceChildren(...types.map((t) => row(
    label(t), [...states.map((s) => count(t.code, s.code)), count(t.code), taking(t.code)])));
  table.tFoot.replaceChildren(row(
    texts.total, [...states.map((s) => count(null, s.code)), overview.pledges, overview.participations]));
  table.hidden = false;
  say(texts.summary(overview));
}

// Said to screen readers only when it changed.
function say(text) {
  const summary = document.getElementById('summary');
  if (summary.textContent !== text) {
    summary.textContent = text;
  }
}

async function read(path) {
  const answer = await fetch(path);
  if (!answer.ok) {
    throw new Error(`${path}: ${answer.status}`);
  }
  return answer.json();
}

async function refresh() {
  try {
    lists ??= (await Promise.all(['pledge-types', 'compliance-states'].map((l) => read(`api/reference/${l}`))))
      .map((list) => list.items);
    if (!consoles) {
      consoles = await read('api/dashboard/consoles');
      showConsoles();
    }
    overview = await read('api/dashboard/overview?groupBy=type,compliance');
    showTotals();
  } catch {
    say(TEXTS[language].away);
  }
}

function showConsoles() {
  document.getElementById('consoles').replaceChildren(...consoles.map(({ service, url }) => {
    const item = document.createElement('li');
    item.append(element('a', service, { href: url }));
    return item;
  }));
}

document.querySelectorAll('[data-language]').forEach((button) => button.addEventListener('click', () => {
  language = button.dataset.language;
  showTexts();
  showTotals();
}));
showTexts();
refresh();
setInterval(() => { if (!document.hidden) refresh(); }, EVERY_MS);
