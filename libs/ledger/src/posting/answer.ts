export { again, answerTo, isOnRecord, type Answer, type Posted, type PostedBatch } from '@florin/rules';
