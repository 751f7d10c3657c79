/** Names and shops of the demo bank. Any of them may be replaced: a seed then gives another bank. */
export const firstNames = [
  ...['Ada', 'Amir', 'Ana', 'Ben', 'Carla', 'Chidi', 'Clara', 'Daniel', 'Elif', 'Emma', 'Felix', 'Fatima'],
  ...['Grace', 'Hana', 'Hugo', 'Ines', 'Ivan', 'Jonas', 'Julia', 'Kofi', 'Laura', 'Leo', 'Lina', 'Luca'],
  ...['Maja', 'Marta', 'Mateo', 'Mei', 'Nadia', 'Noah', 'Olga', 'Omar', 'Paul', 'Priya', 'Rosa', 'Samir'],
  ...['Sofia', 'Tariq', 'Theo', 'Vera', 'Wanda', 'Yuki', 'Zoe'],
];

export const lastNames = [
  ...['Adler', 'Almeida', 'Baker', 'Becker', 'Bianchi', 'Carter', 'Costa', 'Dubois', 'Eriksen', 'Fischer'],
  ...['Garcia', 'Haddad', 'Hansen', 'Ito', 'Jansen', 'Kaya', 'Keller', 'Kim', 'Kowalska', 'Larsen'],
  ...['Mensah', 'Meyer', 'Moreau', 'Nakamura', 'Novak', 'Okafor', 'Patel', 'Petrov', 'Rossi', 'Santos'],
  ...['Schmidt', 'Silva', 'Singh', 'Tanaka', 'Varga', 'Weber', 'Wright', 'Yilmaz'],
];

export const employers = ['Northside Clinic', 'Harbour Logistics', 'Lindenhof School'];
export const landlords = ['Elm Street Homes', 'Riverside Apartments'];
export const localShops = ['Corner Bakery', 'Café Aurora', 'Green Grocer', 'Page One Books', 'Bike Workshop'];

/** A kind of purchase by card: where, for how much in cents, and which share of all purchases it is. */
export type Purchase = { shops: readonly string[]; least: number; most: number; share: number };

export const purchases: readonly Purchase[] = [
  { shops: ['Freshmart', 'Daily Market', 'Green Basket'], least: 900, most: 9_500, share: 0.4 },
  { shops: ['Noodle Bar', 'Trattoria Sole', 'Burger Point'], least: 1_200, most: 7_800, share: 0.2 },
  { shops: ['City Transit', 'Rail Tickets'], least: 280, most: 6_400, share: 0.15 },
  { shops: ['Fuel Stop 24', 'Station West'], least: 3_000, most: 9_000, share: 0.08 },
  { shops: ['Parcel Store', 'Electro World', 'Home & Garden'], least: 1_500, most: 28_000, share: 0.12 },
  { shops: ['Pharmacy Plus', 'Optician Klar'], least: 600, most: 12_000, share: 0.05 },
];

/** Paid once a month to the external account, on that day. Amounts are in cents. */
export const bills = [
  { to: 'Metro Energy', day: 5, least: 4_500, most: 13_000, share: 0.95 },
  { to: 'Fibre One', day: 8, least: 2_900, most: 5_900, share: 0.9 },
  { to: 'Mobile Direct', day: 10, least: 1_200, most: 4_900, share: 0.95 },
  { to: 'Safe Insurance', day: 12, least: 2_500, most: 11_000, share: 0.7 },
  { to: 'Streamline Video', day: 17, least: 999, most: 1_799, share: 0.6 },
] as const;
