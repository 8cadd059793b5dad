// The back office works without this. With it: keys on the review, a count of gates that goes on by itself, a menu that closes.

const KEYS = 'portpass-review-keys';

/** Whether somebody types: then a key is a letter. */
const types = (target) => target.closest('input:not([type="checkbox"]):not([type="radio"]), select, textarea, dialog[open]') !== null;

const review = document.querySelector('.review');
if (review) {
    const box = document.getElementById('keys');
    const help = document.getElementById('keyhelp');
    box.checked = localStorage.getItem(KEYS) !== 'off';
    box.addEventListener('change', () => localStorage.setItem(KEYS, box.checked ? 'on' : 'off'));
    document.getElementById('help').addEventListener('click', () => help.showModal());

    const open = (id) => {
        const act = document.getElementById(id);
        if (!act) return;
        act.open = true;
        (act.querySelector('select, button') ?? act).focus();
    };
    const press = (id) => document.getElementById(id)?.click();
    const go = (address) => { if (address) location.assign(address); };
    const acts = {
        j: () => go(review.dataset.next), k: () => go(review.dataset.previous),
        a: () => press('approve'), z: () => press('undo'), l: () => press('police'), p: () => press('photo'),
        c: () => open('fault'), x: () => open('reject'),
        h: () => { const history = document.getElementById('history'); history.open = !history.open; history.querySelector('summary').focus(); },
        '/': () => go('/staff/passes'), '?': () => help.showModal(),
    };
    document.addEventListener('keydown', (event) => {
        if (!box.checked || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
        const fault = document.getElementById('fault');
        // After C, 1 to 9 are the fields, also while one of their lists is chosen from.
        if (fault?.open && /^[1-9]$/.test(event.key)) {
            const list = fault.querySelectorAll('select')[Number(event.key) - 1];
            if (list) {
                event.preventDefault();
                list.focus();
                if (list.selectedIndex === 0) list.selectedIndex = 1;
            }
            return;
        }
        if (types(event.target)) return;
        const act = acts[event.key.toLowerCase()];
        if (!act) return;
        event.preventDefault();
        act();
    });
}

// An undo that came too late is no button any more.
for (const form of document.querySelectorAll('form[data-seconds]')) {
    setTimeout(() => form.remove(), Number(form.dataset.seconds) * 1000);
}

// A group of the menu closes when something else is done.
const menu = document.querySelector('.menu');
if (menu) {
    const close = () => {
        const open = menu.querySelector('details[open]');
        if (open) open.open = false;
        return open;
    };
    document.addEventListener('click', (event) => { if (!event.target.closest('.menu details')) close(); });
    menu.addEventListener('keydown', (event) => { if (event.key === 'Escape') close()?.querySelector('summary').focus(); });
    menu.addEventListener('focusout', (event) => {
        if (event.relatedTarget && !event.relatedTarget.closest('.menu details[open]')) close();
    });
}

// Those without a mark, ticked at once; the others by hand.
for (const form of document.querySelectorAll('.listed form')) {
    const all = form.querySelector('.all');
    all.hidden = false;
    all.addEventListener('click', (event) => {
        const which = event.target.dataset.tick;
        if (!which) return;
        for (const box of form.querySelectorAll('input[type="checkbox"]')) {
            box.checked = which === 'plain' && !box.hasAttribute('data-marked');
        }
    });
}

const effect = document.getElementById('effect');
if (effect) {
    const isDone = () => effect.querySelector('[data-effective]')?.dataset.effective === 'yes';
    const look = async () => {
        if (isDone()) return;
        try {
            const answer = await fetch(effect.dataset.address, { headers: { Accept: 'text/html' } });
            if (answer.ok && !answer.redirected) {
                const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
                effect.replaceChildren(...page.body.childNodes);
            }
        } catch { /* the network is away: the next look finds it */ }
        setTimeout(look, 2000);
    };
    setTimeout(look, 2000);
}
