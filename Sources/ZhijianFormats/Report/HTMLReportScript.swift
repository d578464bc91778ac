/// The script of the page: narrowing lists down, sorting tables, opening what a link leads to. Without it
/// everything can be read, only longer.
enum HTMLReportScript {
  static let code = #"""
    (function () {
      'use strict';
      var doc = document;
      var forms = {};
      function all(selector, node) { return Array.prototype.slice.call((node || doc).querySelectorAll(selector)); }
      function number(text) { return text === null || text === '' ? null : Number(text); }

      function List(form) {
        var body = doc.querySelector('[data-list="' + form.getAttribute('data-for') + '"]');
        if (!body) { return; }
        var self = this;
        this.form = form;
        this.body = body;
        this.items = Array.prototype.slice.call(body.children);
        this.step = Number(form.getAttribute('data-step') || 50);
        this.limit = this.step;
        this.texts = null;
        this.more = doc.createElement('button');
        this.more.type = 'button';
        this.more.className = 'more';
        (body.closest('.scroll') || body).insertAdjacentElement('afterend', this.more);
        this.more.addEventListener('click', function () { self.limit += 4 * self.step; self.apply(); });
        form.addEventListener('submit', function (event) { event.preventDefault(); });
        form.addEventListener('input', function (event) {
          var order = event.target.getAttribute('data-order');
          if (order) { self.order(event.target.value); }
          self.limit = self.step;
          self.apply();
        });
        this.apply();
      }
      List.prototype.apply = function () {
        var wanted = all('select[data-key]', this.form).filter(function (choice) { return choice.value; });
        var search = this.form.querySelector('input');
        var words = search ? search.value.toLowerCase().split(/\s+/).filter(Boolean) : [];
        if (words.length && !this.texts) {
          this.texts = new Map();
          this.items.forEach(function (item) { this.texts.set(item, item.textContent.toLowerCase()); }, this);
        }
        var found = 0;
        this.items.forEach(function (item) {
          var fits = wanted.every(function (choice) {
            var values = (item.getAttribute('data-' + choice.getAttribute('data-key')) || '').split(' ');
            return values.indexOf(choice.value) !== -1;
          }) && words.every(function (word) { return this.texts.get(item).indexOf(word) !== -1; }, this);
          if (fits) { found += 1; }
          item.hidden = !fits || found > this.limit;
        }, this);
        var output = this.form.querySelector('output');
        output.textContent = found + output.getAttribute('data-unit');
        this.more.hidden = found <= this.limit;
        this.more.textContent = doc.body.getAttribute('data-more') + Math.min(4 * this.step, found - this.limit);
      };
      List.prototype.arrange = function (compare) {
        this.items.sort(compare);
        this.items.forEach(function (item) { this.body.appendChild(item); }, this);
        this.apply();
      };
      List.prototype.order = function (key) {
        var sign = key.charAt(0) === '-' ? -1 : 1;
        var name = 'data-' + key.replace('-', '');
        this.arrange(function (left, right) {
          var a = number(left.getAttribute(name)), b = number(right.getAttribute(name));
          if (a === null || b === null) { return (a === null) - (b === null); }
          return sign * (a - b) || left.getAttribute('data-n') - right.getAttribute('data-n');
        });
      };
      List.prototype.choose = function (wanted) {
        all('select[data-key]', this.form).forEach(function (choice) {
          choice.value = wanted[choice.getAttribute('data-key')] || '';
        });
        var search = this.form.querySelector('input');
        if (search) { search.value = ''; }
        this.limit = this.step;
        this.apply();
      };

      function sortable(head) {
        var table = head.closest('table');
        var body = table.tBodies[0];
        var place = Array.prototype.indexOf.call(head.parentNode.children, head);
        function sort() {
          var falls = head.getAttribute('aria-sort') === 'descending' ||
            (!head.hasAttribute('aria-sort') && head.getAttribute('data-sort') !== 'n');
          all('th[aria-sort]', table).forEach(function (other) { other.removeAttribute('aria-sort'); });
          head.setAttribute('aria-sort', falls ? 'ascending' : 'descending');
          var sign = falls ? 1 : -1;
          function compare(left, right) {
            var a = left.children[place], b = right.children[place];
            if (a.hasAttribute('data-v') && b.hasAttribute('data-v')) {
              var x = number(a.getAttribute('data-v')), y = number(b.getAttribute('data-v'));
              if (x === null || y === null) { return (x === null) - (y === null); }
              return sign * (x - y);
            }
            return sign * a.textContent.localeCompare(b.textContent, doc.documentElement.lang);
          }
          var list = forms[body.getAttribute('data-list')];
          if (list) { list.arrange(compare); return; }
          Array.prototype.slice.call(body.children).sort(compare).forEach(function (row) { body.appendChild(row); });
        }
        head.tabIndex = 0;
        head.addEventListener('click', sort);
        head.addEventListener('keydown', function (event) {
          if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); sort(); }
        });
      }

      function choose(text) {
        var wanted = {};
        text.split(/[ ,]/).forEach(function (pair) { wanted[pair.split(':')[0]] = pair.split(':')[1]; });
        forms.findings.choose(wanted);
      }

      function reveal() {
        var set = /^#set=([\w:,]+)$/.exec(location.hash);
        if (set && forms.findings) { choose(set[1]); }
        var target = doc.getElementById(location.hash.slice(1));
        if (!target) { return; }
        for (var node = target; node; node = node.parentElement) {
          node.hidden = false;
          if (node.tagName === 'DETAILS') { node.open = true; }
        }
        if (target.tagName === 'TR') { all('details', target).forEach(function (node) { node.open = true; }); }
        function show() { target.scrollIntoView({ block: /^(c\d+-|r\d)/.test(target.id) ? 'center' : 'start' }); }
        show();
        // What was not laid out yet may have other heights than it was given.
        setTimeout(show, 50);
      }

      doc.documentElement.classList.add('js');
      all('form.filter').forEach(function (form) {
        var list = new List(form);
        if (list.body) { forms[form.getAttribute('data-for')] = list; }
      });
      all('th[data-sort]').forEach(sortable);
      doc.addEventListener('click', function (event) {
        var link = event.target.closest('a[href]');
        if (!link) { return; }
        var set = link.getAttribute('data-set');
        if (set && forms.findings) { choose(set); }
        // A second click on the same link changes no hash.
        if (link.getAttribute('href') === location.hash) { reveal(); }
      });
      window.addEventListener('hashchange', reveal);
      reveal();
    })();

    """#
}
