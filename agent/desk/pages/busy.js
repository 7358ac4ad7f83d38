// A button at work: it says so, cannot be pressed again, and is as it was when the work is over.
export async function while_busy(button, work) {
    button.setAttribute("aria-busy", "true");
    button.disabled = true;
    try {
        return await work();
    } finally {
        button.disabled = false;
        button.removeAttribute("aria-busy");
    }
}
