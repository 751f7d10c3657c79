export { exactInteger, exactSum, maxAmount, maxBalance, moneyText, type ExactInteger } from '@florin/rules';
