import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import './ui/styles/tokens.css';
import './ui/styles/base.css';
import './ui/styles/components.css';
import './ui/styles/layout.css';
import './ui/styles/pages.css';
import './ui/styles/palette.css';
import './ui/styles/rules.css';
import './ui/styles/analytics.css';
import './ui/styles/developers.css';
import './ui/styles/flows.css';
import './ui/styles/import.css';
import './ui/styles/print.css';

const place = document.getElementById('app');
if (place) createRoot(place).render(<App />);
