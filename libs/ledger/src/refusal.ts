export { badField, badFields, Refusal, type BadField, type RefusalCode } from '@florin/rules';
