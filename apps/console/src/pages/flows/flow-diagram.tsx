import { ResponsiveContainer, Sankey, type SankeyLinkProps, type SankeyNodeProps } from 'recharts';
import { plain } from '../../charts/chart-parts.tsx';
import { useMessages } from '../../messages/use-messages.ts';
import { useFormats } from '../../settings/use-formats.ts';
import { useCounterpartyNames } from './counterparty-names.ts';
import { endsOf, type End, type Flow } from './flows.ts';

type DiagramProps = { flows: readonly Flow[]; currency: string; onChoose: (flow: Flow) => void };

const labelMax = 20;
const endHeight = 46;
const margin = { top: 8, right: 2, bottom: 16, left: 2 };

/**
 * What comes in on the left, the account in the middle, what goes out on the right. It is for the eye and the mouse: the
 * table beside it has the same figures, and a button for each flow.
 */
export function FlowDiagram({ flows, currency, onChoose }: DiagramProps) {
  const [received, paid] = [endsOf(flows, 'received'), endsOf(flows, 'paid')];
  const ends = [...received, ...paid];
  const nameOf = useEndNames(ends);
  // The account is the node after all ends.
  const account = ends.length;
  const data = {
    nodes: [...ends.map((end) => ({ name: nameOf(end) })), { name: '' }],
    links: ends.map(({ side, amount }, place) => ({
      ...(side === 'received' ? { source: place, target: account } : { source: account, target: place }),
      value: Number(amount),
    })),
  };
  const choose = (place: number) => {
    const flow = ends[place]?.flow;
    if (flow) onChoose(flow);
  };
  return (
    <div className="chart flow-diagram" aria-hidden="true">
      <ResponsiveContainer width="100%" height={60 + endHeight * Math.max(received.length, paid.length, 2)}>
        <Sankey
          data={data}
          accessibilityLayer={plain.accessibilityLayer}
          margin={margin}
          sort={false}
          nodeWidth={8}
          nodePadding={30}
          node={(node: SankeyNodeProps) => (
            <EndNode {...node} shown={ends[node.index]} currency={currency} onChoose={choose} />
          )}
          link={(link: SankeyLinkProps) => <Band {...link} shown={ends[link.index]} onChoose={choose} />}
        />
      </ResponsiveContainer>
    </div>
  );
}

function useEndNames(ends: readonly End[]): (end: End) => string {
  const t = useMessages();
  const nameOf = useCounterpartyNames(ends.flatMap(({ flow }) => (flow ? [flow] : [])));
  return ({ flow }) => (flow ? nameOf(flow) : t('flows.others'));
}

type Choosing = { shown: End | undefined; onChoose: (place: number) => void };

const classOf = (end: End | undefined) =>
  end ? `flow-${end.side} ${end.flow ? 'is-choice' : ''}` : 'flow-account';

type EndNodeProps = SankeyNodeProps & Choosing & { currency: string };

/** The bar of one end, with its name and amount on the inner side. */
function EndNode({ x, y, width, height, index, payload, shown: end, currency, onChoose }: EndNodeProps) {
  const { money } = useFormats();
  const isLeft = end?.side === 'received';
  const label = { x: isLeft ? x + width + 6 : x - 6, textAnchor: isLeft ? 'start' : 'end' } as const;
  const middle = y + height / 2;
  return (
    <g className={classOf(end)} onClick={() => onChoose(index)}>
      <rect x={x} y={y} width={width} height={Math.max(height, 1)} rx={2} />
      {end && (
        <>
          <text {...label} y={middle - 3} className="flow-name">
            {shortened(payload.name)}
          </text>
          <text {...label} y={middle + 12}>
            {money(end.amount, currency)}
          </text>
        </>
      )}
    </g>
  );
}

const shortened = (name: string) => (name.length > labelMax ? `${name.slice(0, labelMax - 1)}…` : name);

/** The band between an end and the account, as wide as its amount. */
function Band({ index, shown: end, onChoose, ...link }: SankeyLinkProps & Choosing) {
  const { sourceX, sourceY, targetX, targetY, sourceControlX, targetControlX, linkWidth } = link;
  return (
    <path
      className={`flow-band ${classOf(end)}`}
      d={`M${sourceX},${sourceY} C${sourceControlX},${sourceY} ${targetControlX},${targetY} ${targetX},${targetY}`}
      strokeWidth={Math.max(linkWidth, 1)}
      onClick={() => onChoose(index)}
    />
  );
}
