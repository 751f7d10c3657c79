import { useData } from 'vitepress';
import { defineComponent, h, onBeforeUnmount, onMounted, ref, watch } from 'vue';

type Configuration = Record<string, unknown>;
type Reference = { destroy(): void };
type Scalar = { createApiReference(element: Element, configuration: Configuration): Reference };
declare global {
  var Scalar: Scalar | undefined;
  /** The path of Scalar's script below /docs. The build sets it. */
  const scalarScript: string;
}

const configurationFor = (isDark: boolean): Configuration => ({
  url: '/openapi.json',
  theme: 'default',
  withDefaultFonts: false,
  telemetry: false,
  // The site's own sidebar and search have the operations, too.
  showSidebar: false,
  hideSearch: true,
  hideClientButton: true,
  hideDarkModeToggle: true,
  forceDarkModeState: isDark ? 'dark' : 'light',
  showDeveloperTools: 'never',
  agent: { disabled: true },
  mcp: { disabled: true },
});

/** Scalar's reference, loaded from this host when its page is shown. The page's own text stays if it cannot be loaded. */
export const ApiReference = defineComponent(() => {
  const element = ref<HTMLElement>();
  const failed = ref(false);
  const { isDark, site } = useData();
  let reference: Reference | undefined;
  const show = () => {
    if (element.value && globalThis.Scalar)
      reference = globalThis.Scalar.createApiReference(element.value, configurationFor(isDark.value));
  };
  onMounted(() => {
    const script = document.createElement('script');
    script.src = `${site.value.base}${scalarScript}`;
    script.addEventListener('load', show);
    script.addEventListener('error', () => (failed.value = true));
    document.head.append(script);
  });
  // Scalar reads the theme once, and keeps it as a class of the body.
  watch(isDark, (dark) => {
    document.body.classList.toggle('dark-mode', dark);
    document.body.classList.toggle('light-mode', !dark);
  });
  onBeforeUnmount(() => reference?.destroy());
  return () => h('div', { class: ['api-reference', { failed: failed.value }] }, [h('div', { ref: element })]);
});
